// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { BlockKind } from "./BlockKind";

/**
 * A line in a comparison.
 */
export type LineChange = { 
/**
 * As it was, new or gone; never `changed`.
 */
kind: BlockKind, 
/**
 * Its number in the new file, or in the old one when it is gone; absent for a fold.
 */
number?: number, 
/**
 * The line without its ending.
 */
text: string, };
