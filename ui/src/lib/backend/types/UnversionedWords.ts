// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * How much a text differs from its last version.
 */
export type UnversionedWords = { 
/**
 * Words that came.
 */
added: number, 
/**
 * Words that went.
 */
removed: number, };
