// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { BlockKind } from "./BlockKind";
import type { Run } from "./Run";
import type { ShownPicture } from "./ShownPicture";

/**
 * A stretch of text in a comparison.
 */
export type ChangeBlock = { 
/**
 * Whether the whole block is new, gone, changed inside, or as it was.
 */
kind: BlockKind, 
/**
 * Its text in runs; empty for unchanged blocks that were folded.
 */
runs: Array<Run>, 
/**
 * How many unchanged blocks are folded here; 0 elsewhere.
 */
folded: number, 
/**
 * The picture that the block is, and then its text is what stands for it where it cannot be shown.
 */
picture?: ShownPicture, };
