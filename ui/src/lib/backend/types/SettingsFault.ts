// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Something in the settings file that could not be used.
 */
export type SettingsFault = { 
/**
 * Its code.
 */
code: string, 
/**
 * The line, from 1.
 */
line?: number, 
/**
 * What is wrong, in a sentence.
 */
message: string, };
