// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A field that differs.
 */
export type FieldChange = { 
/**
 * The field's name for people, for example `Tags`.
 */
name: string, 
/**
 * What was there, one entry a tag; empty when the field is new.
 */
before: Array<string>, 
/**
 * What is there now; empty when the field is removed.
 */
after: Array<string>, };
