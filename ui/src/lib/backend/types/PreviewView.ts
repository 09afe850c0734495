// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { BlockMark } from "./BlockMark";

/**
 * The rendered post.
 */
export type PreviewView = { 
/**
 * The edit that it shows.
 */
seq: number, 
/**
 * Its number among the pages of this post that were handed out.
 */
number: number, 
/**
 * The whole page, as a build would write it.
 */
html: string, 
/**
 * Where each top-level block of the text begins in `html`.
 */
marks: Array<BlockMark>, 
/**
 * The picture for link previews, as the post writes it.
 */
cover?: string, };
