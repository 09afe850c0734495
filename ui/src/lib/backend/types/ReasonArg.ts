// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What fills a place in a sentence.
 */
export type ReasonArg = { 
/**
 * The place's name, for example `day`.
 */
name: string, 
/**
 * What stands there.
 */
value: string, };
