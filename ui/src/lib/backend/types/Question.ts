// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { About } from "./About";

/**
 * A question that somebody waits with.
 */
export type Question = { 
/**
 * Its id, for the answer.
 */
id: string, 
/**
 * What is asked.
 */
about: About, 
/**
 * Whether there is a keyring that could keep the answer.
 */
canKeep: boolean, };
