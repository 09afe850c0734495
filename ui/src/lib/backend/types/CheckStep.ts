// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * How far a look at all posts is.
 */
export type CheckStep = { 
/**
 * So many posts were looked at.
 */
done: number, 
/**
 * Of so many.
 */
total: number, };
