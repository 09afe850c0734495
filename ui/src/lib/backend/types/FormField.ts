// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { FieldKind } from "./FieldKind";
import type { FieldRole } from "./FieldRole";

/**
 * A field in a form.
 */
export type FormField = { 
/**
 * Its name as written; with dots when it stands in a map.
 */
path: string, 
/**
 * How it is edited.
 */
kind: FieldKind, 
/**
 * What it means, where the name is known.
 */
role?: FieldRole, 
/**
 * Its value as it is edited: `true` or `false` for yes and no, the lines of what is shown as text.
 */
value: string, 
/**
 * The items of a list.
 */
items: Array<string>, 
/**
 * The line of the file on which it begins, counted from 1.
 */
line: number, 
/**
 * True when only the head as text can change it.
 */
fixed: boolean, 
/**
 * What is wrong with it, in one sentence.
 */
fault?: string, };
