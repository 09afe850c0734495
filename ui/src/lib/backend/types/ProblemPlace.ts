// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Which problem is to be mended.
 */
export type ProblemPlace = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its post.
 */
path: string, 
/**
 * Its line in the file.
 */
line?: number, 
/**
 * The thing itself.
 */
what?: string, };
