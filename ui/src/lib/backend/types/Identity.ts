// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * The name and address that commits carry.
 */
export type Identity = { 
/**
 * `user.name`.
 */
name: string, 
/**
 * `user.email`.
 */
email: string, };
