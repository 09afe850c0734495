// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Face } from "./Face";
import type { Measure } from "./Measure";

/**
 * How the manuscript looks, and what it does by itself.
 */
export type WritingStyle = { 
/**
 * The face of the text.
 */
face: Face, 
/**
 * The size of letters in pixels, 13 to 22; 0: as the window is large.
 */
size: number, 
/**
 * How long lines are.
 */
measure: Measure, 
/**
 * All but the paragraph of the caret is faint.
 */
focus: boolean, 
/**
 * The line of the caret stays where it is.
 */
typewriter: boolean, 
/**
 * Marks are hidden away from the caret, and text looks like what it means.
 */
styling: boolean, 
/**
 * Brackets and quotes come in pairs.
 */
pairs: boolean, };
