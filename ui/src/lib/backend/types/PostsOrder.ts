// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { FieldEdit } from "./FieldEdit";

/**
 * An edit of the fields of several posts.
 */
export type PostsOrder = { 
/**
 * The posts, by path.
 */
paths: Array<string>, 
/**
 * The edits that each of them gets, in this order.
 */
edits: Array<FieldEdit>, };
