// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Level } from "./Level";

/**
 * Something wrong that does not stop a post from opening.
 */
export type Problem = { 
/**
 * A stable code, for example `head.unreadable`.
 */
code: string, 
/**
 * How bad.
 */
level: Level, 
/**
 * What happened, in one sentence.
 */
message: string, 
/**
 * What to do.
 */
hint?: string, 
/**
 * The file, as a path in the library.
 */
path?: string, 
/**
 * The line in the file, counted from 1.
 */
line?: number, 
/**
 * The character of that line, counted from 1, where it is known.
 */
column?: number, 
/**
 * The thing itself, for a list: a link, a heading, a tag.
 */
what?: string, };
