// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What was sent for review.
 */
export type ReviewResult = { 
/**
 * When, as `10:44`.
 */
at: string, 
/**
 * The branch on which it waits.
 */
branch: string, 
/**
 * The branch that it is meant for.
 */
into: string, 
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
 * Whether the branch was there already, with an earlier version.
 */
updated: boolean, 
/**
 * The page on which a review is asked for, or goes on; absent where it is not known.
 */
link?: string, };
