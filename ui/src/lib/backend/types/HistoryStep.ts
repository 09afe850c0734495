// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { DeletedPost } from "./DeletedPost";
import type { PostVersion } from "./PostVersion";

/**
 * How far a search through the versions of a blog is, and what it found since it told the last time.
 */
export type HistoryStep = { 
/**
 * How many versions of the blog were looked at.
 */
looked: number, 
/**
 * Versions of the post.
 */
versions: Array<PostVersion>, 
/**
 * Deleted posts, where those are looked for.
 */
deleted: Array<DeletedPost>, };
