// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { PostView } from "./PostView";
import type { Question } from "./Question";
import type { SaveView } from "./SaveView";

/**
 * Something that the window is told unasked.
 */
export type LibraryEvent = { "event": "indexChanged", 
/**
 * The index's new revision.
 */
revision: number, } | { "event": "postChanged", 
/**
 * The post with its new text.
 */
post: PostView, } | { "event": "saveChanged", 
/**
 * The session's id.
 */
post: string, 
/**
 * The new state.
 */
save: SaveView, } | { "event": "linkClicked", 
/**
 * Its address.
 */
url: string, } | { "event": "asked", 
/**
 * What is asked.
 */
question: Question, } | { "event": "askedNoMore", 
/**
 * The question's id.
 */
id: string, } | { "event": "truePreviewChanged" } | { "event": "actionChosen", 
/**
 * The action's id.
 */
id: string, } | { "event": "wanted" } | { "event": "closing" };
