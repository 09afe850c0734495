// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Where a block of the text begins in the page.
 */
export type BlockMark = { 
/**
 * In UTF-16 units of the page's HTML.
 */
offset: number, 
/**
 * The body's line, counted from 1.
 */
line: number, 
/**
 * The last line of the block.
 */
endLine: number, };
