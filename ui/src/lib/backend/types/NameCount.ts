// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A tag or an author, and in how many posts it stands.
 */
export type NameCount = { 
/**
 * As written.
 */
name: string, 
/**
 * How many posts.
 */
count: number, };
