// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { TagChange } from "./TagChange";
import type { TagRefusal } from "./TagRefusal";

/**
 * What a change of tags would change.
 */
export type TagPlan = { 
/**
 * The posts that it changes, by path.
 */
posts: Array<TagChange>, 
/**
 * Posts that have one of the tags and cannot be changed.
 */
refused: Array<TagRefusal>, 
/**
 * The message that the version gets.
 */
message: string, };
