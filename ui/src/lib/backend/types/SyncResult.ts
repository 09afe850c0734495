// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Review } from "./Review";
import type { TwoVersions } from "./TwoVersions";

/**
 * What getting changes did.
 */
export type SyncResult = { 
/**
 * When, as `10:44`.
 */
at: string, 
/**
 * The branch.
 */
branch: string, 
/**
 * Who was asked, in words.
 */
server: string, 
/**
 * How many versions came.
 */
got: number, 
/**
 * How many versions the server does not have yet.
 */
ahead: number, 
/**
 * How many of those were sent: publishes that had not reached the server before.
 */
sent: number, 
/**
 * Paths of the files that changed here.
 */
changed: Array<string>, 
/**
 * Titles of the posts among them, deleted ones too.
 */
posts: Array<string>, 
/**
 * Titles of those posts that were changed here as well: both sides are in them now.
 */
fitted: Array<string>, 
/**
 * Files with two versions, those from before among them.
 */
twoVersions: Array<TwoVersions>, 
/**
 * Reviews that came to an end since it was last looked: merged, or gone.
 */
ended: Array<Review>, };
