// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Problem } from "./Problem";
import type { ProblemKind } from "./ProblemKind";

/**
 * What is wrong in all posts and pages.
 */
export type CheckReport = { 
/**
 * All problems, the worst first.
 */
problems: Array<Problem>, 
/**
 * Their kinds, in the order in which they come.
 */
kinds: Array<ProblemKind>, 
/**
 * Kinds that so many posts have that they are how this blog writes; their problems are left out.
 */
habits: Array<ProblemKind>, 
/**
 * How many posts and pages were looked at.
 */
posts: number, 
/**
 * How many files have a problem.
 */
with: number, 
/**
 * When, as `10:46`.
 */
at: string, 
/**
 * How long it took.
 */
seconds: number, };
