// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { FieldKind } from "./FieldKind";

/**
 * An edit of one field.
 */
export type FieldEdit = { "field": "title", 
/**
 * The new title.
 */
value: string, } | { "field": "day", 
/**
 * `2026-06-04`.
 */
value: string, } | { "field": "draft", 
/**
 * True for a draft.
 */
value: boolean, } | { "field": "addTag", 
/**
 * The tag.
 */
value: string, } | { "field": "removeTag", 
/**
 * The tag as written in the file.
 */
value: string, } | { "field": "author", 
/**
 * The name.
 */
value: string, } | { "field": "description", 
/**
 * The text.
 */
value: string, } | { "field": "set", 
/**
 * The field.
 */
path: string, 
/**
 * How the value is meant; never a list, which is edited item by item.
 */
kind: FieldKind, 
/**
 * The value, as [`FormField::value`] has it.
 */
value: string, } | { "field": "addItem", 
/**
 * The list.
 */
path: string, 
/**
 * The item.
 */
value: string, } | { "field": "removeItem", 
/**
 * The list.
 */
path: string, 
/**
 * The item as written.
 */
value: string, } | { "field": "remove", 
/**
 * The field.
 */
path: string, } | { "field": "addHead" };
