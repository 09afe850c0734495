// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Which tags become which.
 */
export type TagOrder = { 
/**
 * The tags that go. Capitals make no difference, except that `to` itself stays.
 */
from: Array<string>, 
/**
 * The tag that takes their place; absent when they are removed.
 */
to?: string, 
/**
 * The posts that change; absent for all that have one of the tags.
 */
paths?: Array<string>, 
/**
 * The message of the version; absent for Galley's own.
 */
message?: string, };
