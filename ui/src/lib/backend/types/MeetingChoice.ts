// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Keep } from "./Keep";

/**
 * What the writer decided about one place.
 */
export type MeetingChoice = { 
/**
 * Which text goes on.
 */
keep: Keep, 
/**
 * The text, when it was edited.
 */
text?: string, };
