// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ErrorView } from "./ErrorView";
import type { SaveState } from "./SaveState";

/**
 * Whether a post's text is in its file.
 */
export type SaveView = { 
/**
 * What holds.
 */
state: SaveState, 
/**
 * When it was saved last, as `10:42`.
 */
at?: string, 
/**
 * Why it is not saved.
 */
problem?: ErrorView, };
