// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What was published where.
 */
export type PublishResult = { 
/**
 * When, as `10:44`.
 */
at: string, 
/**
 * The branch.
 */
branch: string, 
/**
 * Who has it now, in words.
 */
server: string, 
/**
 * The commit's id, shortened.
 */
commit: string, 
/**
 * Titles of the posts that went.
 */
posts: Array<string>, 
/**
 * How many pictures went.
 */
pictures: number, 
/**
 * How many earlier versions went along.
 */
earlier: number, 
/**
 * Titles of those of the posts that readers no longer get: they were deleted.
 */
removed?: Array<string>, 
/**
 * What else went, as it had waited for the server: the versions' first lines.
 */
sentToo?: Array<string>, 
/**
 * The version had waited to be sent, and was taken back before the server had it.
 */
neverSent?: boolean, 
/**
 * Where readers will find it, when known.
 */
url?: string, };
