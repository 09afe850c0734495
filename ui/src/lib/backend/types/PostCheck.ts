// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Problem } from "./Problem";

/**
 * What is wrong with an open post, its unsaved text included.
 */
export type PostCheck = { 
/**
 * The line of the file on which the body's first line stands now, counted from 1: problems count lines so.
 */
bodyLine: number, 
/**
 * The problems, those of the head first.
 */
problems: Array<Problem>, };
