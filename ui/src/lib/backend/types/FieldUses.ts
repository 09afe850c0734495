// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { FieldUse } from "./FieldUse";

/**
 * The fields that the library's posts use.
 */
export type FieldUses = { 
/**
 * How many posts were looked at.
 */
posts: number, 
/**
 * The fields, most used first.
 */
fields: Array<FieldUse>, };
