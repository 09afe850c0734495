// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { PictureReason } from "./PictureReason";

/**
 * Why a picture of a post is not shown.
 */
export type PictureFault = { 
/**
 * What is wrong.
 */
reason: PictureReason, 
/**
 * Its file's name.
 */
name: string, 
/**
 * The folder in which it was looked for, as a path in the library.
 */
folder: string, 
/**
 * How large the file is, in bytes; 0 when there is none.
 */
size: number, };
