// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { HeadView } from "./HeadView";
import type { PostSummary } from "./PostSummary";
import type { Problem } from "./Problem";
import type { SaveView } from "./SaveView";

/**
 * An open post.
 */
export type PostView = { 
/**
 * The editing session's id: every later command about this post names it.
 */
post: string, 
/**
 * The row of the list.
 */
summary: PostSummary, 
/**
 * The front matter.
 */
head: HeadView, 
/**
 * The body with LF line endings: what the editor holds.
 */
body: string, 
/**
 * The number of the last edit that the session took.
 */
seq: number, 
/**
 * The hash of the body text ([`EditAck::hash`]).
 */
hash: string, 
/**
 * The line of the file on which the body's first line stands, counted from 1.
 */
bodyLine: number, 
/**
 * Why it can only be read; absent when it can be edited.
 */
readOnly?: string, 
/**
 * Its problems.
 */
problems: Array<Problem>, 
/**
 * Whether its text is in the file.
 */
save: SaveView, };
