// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { PostEdited } from "./PostEdited";
import type { TagRefusal } from "./TagRefusal";

/**
 * What an edit of several posts would change.
 */
export type PostsPlan = { 
/**
 * The posts that it changes, in the order of the paths.
 */
posts: Array<PostEdited>, 
/**
 * Posts that cannot be changed.
 */
refused: Array<TagRefusal>, };
