// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ServerAnswer } from "./ServerAnswer";

/**
 * When the server was asked what it has, and whether it answered.
 */
export type ServerCheck = { 
/**
 * When, as `10:42`.
 */
at: string, 
/**
 * Whether it answered.
 */
answer: ServerAnswer, 
/**
 * Why not, in a sentence.
 */
why?: string, };
