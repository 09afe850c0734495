// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ReviewState } from "./ReviewState";

/**
 * Posts that were sent for review.
 */
export type Review = { 
/**
 * The branch on which they wait.
 */
branch: string, 
/**
 * The branch that they are meant for.
 */
into: string, 
/**
 * Their paths in the library.
 */
paths: Array<string>, 
/**
 * Their titles.
 */
posts: Array<string>, 
/**
 * The id of the version that was sent last, shortened.
 */
commit: string, 
/**
 * How it stands.
 */
state: ReviewState, 
/**
 * That in words.
 */
message: string, 
/**
 * The page of the review, where it is known.
 */
link?: string, };
