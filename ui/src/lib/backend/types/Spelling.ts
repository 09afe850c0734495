// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * The checking of spelling.
 */
export type Spelling = { 
/**
 * Whether it is checked.
 */
check: boolean, 
/**
 * In which languages, as `en_GB`; none: in the post's own, and where that is not known in the system's.
 */
languages: Array<string>, };
