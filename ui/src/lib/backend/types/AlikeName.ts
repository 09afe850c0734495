// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Likeness } from "./Likeness";

/**
 * A tag that looks like another one.
 */
export type AlikeName = { 
/**
 * As written.
 */
name: string, 
/**
 * How many posts.
 */
count: number, 
/**
 * How it differs from the one to keep.
 */
how: Likeness, };
