// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A switch to another branch.
 */
export type SwitchResult = { 
/**
 * The branch that the library is on now.
 */
branch: string, 
/**
 * The one that it was on; absent when it was on none.
 */
from?: string, 
/**
 * Files of the library that are other ones now.
 */
changed: Array<string>, 
/**
 * How many files of the library have changes that are not published, and came along.
 */
kept: number, };
