// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { BlockKind } from "./BlockKind";

/**
 * A run of text within a block.
 */
export type Run = { 
/**
 * As it was, new or gone; never `changed`.
 */
kind: BlockKind, 
/**
 * The text.
 */
text: string, };
