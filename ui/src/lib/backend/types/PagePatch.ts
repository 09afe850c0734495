// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { BlockMark } from "./BlockMark";
import type { PageSplice } from "./PageSplice";

/**
 * An exchange of blocks that makes a page of the one before it.
 */
export type PagePatch = { 
/**
 * The edit that the new page shows.
 */
seq: number, 
/**
 * The new page's number.
 */
number: number, 
/**
 * What is exchanged in the old page's HTML, in its order: the page's head, and the blocks in one piece.
 */
splices: Array<PageSplice>, 
/**
 * The first block that goes, counted from 0 …
 */
from: number, 
/**
 * … and the one before which that ends.
 */
to: number, 
/**
 * The blocks that come in their place.
 */
marks: Array<BlockMark>, 
/**
 * By how many lines the blocks behind them move.
 */
lines: number, };
