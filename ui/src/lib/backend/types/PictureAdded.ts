// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A file that was put into the blog for a post.
 */
export type PictureAdded = { 
/**
 * The address by which the post's text names it.
 */
address: string, 
/**
 * Its path in the library.
 */
path: string, 
/**
 * False for what is linked and not shown: a recording, a document.
 */
picture: boolean, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * The size that it came with, what a camera wrote into it included.
 */
before: number, 
/**
 * Its width in points, where that is known.
 */
width?: number, 
/**
 * Its height in points, where that is known.
 */
height?: number, };
