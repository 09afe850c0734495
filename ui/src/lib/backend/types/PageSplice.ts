// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * An exchange of HTML.
 */
export type PageSplice = { 
/**
 * Where it begins, in UTF-16 units.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * What comes in its place.
 */
insert: string, };
