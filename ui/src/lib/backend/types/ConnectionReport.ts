// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ConnectionCheck } from "./ConnectionCheck";

/**
 * All of them.
 */
export type ConnectionReport = { 
/**
 * When, as `10:46`.
 */
at: string, 
/**
 * The server, in words; absent where there is none.
 */
server?: string, 
/**
 * The branch to which is published.
 */
branch?: string, 
/**
 * The lines.
 */
checks: Array<ConnectionCheck>, };
