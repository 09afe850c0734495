// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Whose } from "./Whose";

/**
 * A field that fitted together by itself.
 */
export type FittedField = { 
/**
 * Its name for people.
 */
name: string, 
/**
 * Who changed it.
 */
whose: Whose, 
/**
 * What it holds now; empty when it is gone.
 */
values: Array<string>, };
