// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A field that the strip does not show.
 */
export type FieldView = { 
/**
 * Its name as written.
 */
name: string, 
/**
 * Its value as plain text.
 */
value: string, };
