// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { LineChange } from "./LineChange";

/**
 * A post whose fields change.
 */
export type PostEdited = { 
/**
 * Its path.
 */
path: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The lines that change, with those around them.
 */
lines: Array<LineChange>, 
/**
 * How many lines of it change.
 */
changed: number, };
