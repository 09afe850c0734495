// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { FormField } from "./FormField";
import type { LineChange } from "./LineChange";
import type { LineCount } from "./LineCount";
import type { Problem } from "./Problem";

/**
 * A post's head as a form: its fields with their kinds, its lines beside an earlier state, and what is wrong with it.
 */
export type HeadForm = { 
/**
 * Its fields in the order of the file. A map of plain values gives a field for each, by its path.
 */
fields: Array<FormField>, 
/**
 * Why fields can only be edited as text, in one sentence; absent when they can be edited one by one.
 */
textOnly?: string, 
/**
 * The line of the file on which the head begins, counted from 1.
 */
firstLine: number, 
/**
 * The head that `lines` and `since` compare with, with LF line endings.
 */
before: string, 
/**
 * True when that is the server's; else it is the one that was given, or the file's.
 */
onServer: boolean, 
/**
 * Every line of the head as it is now, and those that are gone since `before`.
 */
lines: Array<LineChange>, 
/**
 * What differs from `before`.
 */
since: LineCount, 
/**
 * What differs from the file: what the next save changes.
 */
save: LineCount, 
/**
 * What is wrong in the head.
 */
problems: Array<Problem>, 
/**
 * Where readers find the post, where that is sure.
 */
address?: string, };
