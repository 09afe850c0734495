// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * One change of the body, in UTF-16 units of the LF text before the change.
 */
export type BodyChange = { 
/**
 * Where it begins.
 */
from: number, 
/**
 * Where the replaced text ends.
 */
to: number, 
/**
 * What stands there now, with LF line endings.
 */
insert: string, };
