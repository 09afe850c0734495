// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { PictureAdded } from "./PictureAdded";

/**
 * What was on the clipboard: words or a picture, or neither.
 */
export type Pasted = { 
/**
 * Words, that are in no text yet.
 */
words?: string, 
/**
 * A picture, that is in the blog.
 */
picture?: PictureAdded, };
