// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A branch of the library's repository.
 */
export type Branch = { 
/**
 * Its name.
 */
name: string, 
/**
 * Whether the library is on it.
 */
current: boolean, 
/**
 * Whether it is here; else only the server has it, and switching to it brings it here.
 */
here: boolean, 
/**
 * What it follows on the server, as `origin/main`; absent when it follows nothing.
 */
upstream?: string, 
/**
 * How many versions are only here; absent when it follows nothing.
 */
ahead?: number, 
/**
 * How many versions are only on the server.
 */
behind?: number, 
/**
 * The day of its last version, as `2026-06-04`.
 */
date?: string, };
