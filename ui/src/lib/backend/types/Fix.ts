// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { LineChange } from "./LineChange";

/**
 * One way to mend a problem. Nothing of the file changes but these lines.
 */
export type Fix = { 
/**
 * What it does, for a button: `Link to “Failing fast”`.
 */
label: string, 
/**
 * What tells it from the other ways, for example the day of the post.
 */
detail?: string, 
/**
 * True when it is the only sensible one, and can be done unasked in many posts.
 */
sure: boolean, 
/**
 * The lines that change, with those around them.
 */
lines: Array<LineChange>, 
/**
 * How many lines change.
 */
changed: number, };
