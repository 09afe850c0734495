// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { LineChange } from "./LineChange";

/**
 * A post whose tags change.
 */
export type TagChange = { 
/**
 * Its path.
 */
path: string, 
/**
 * Its title.
 */
title: string, 
/**
 * How its fields are written, for example `YAML`.
 */
format: string, 
/**
 * What is special about it, for example that it had both tags.
 */
note?: string, 
/**
 * Its tags before.
 */
before: Array<string>, 
/**
 * Its tags afterwards.
 */
after: Array<string>, 
/**
 * The lines that change, with those around them.
 */
lines: Array<LineChange>, 
/**
 * How many lines of it change.
 */
changed: number, 
/**
 * True when it has other changes that are in no version yet: its file is changed, and goes with its own next publish.
 */
apart: boolean, };
