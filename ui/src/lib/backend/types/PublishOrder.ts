// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What to publish.
 */
export type PublishOrder = { 
/**
 * Paths in the library: posts, pages and pictures.
 */
paths: Array<string>, 
/**
 * The commit's message.
 */
message: string, 
/**
 * Also send the versions that the server does not have yet.
 */
withEarlier: boolean, 
/**
 * Send the posts as they are: a draft stays a draft.
 */
asDraft: boolean, };
