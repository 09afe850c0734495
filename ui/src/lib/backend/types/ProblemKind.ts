// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Level } from "./Level";

/**
 * A kind of problem that was found.
 */
export type ProblemKind = { 
/**
 * Its code, for example `link.missing`.
 */
code: string, 
/**
 * Its name, for example `Links that lead nowhere`.
 */
name: string, 
/**
 * How bad.
 */
level: Level, 
/**
 * How many there are.
 */
count: number, };
