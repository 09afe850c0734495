// Made from src-tauri/crates/library/src/view.rs. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { TwoVersions } from "./TwoVersions";

/**
 * What getting changes did.
 */
export type SyncResult = { 
/**
 * When, as `10:44`.
 */
at: string, 
/**
 * The branch.
 */
branch: string, 
/**
 * Who was asked, in words.
 */
server: string, 
/**
 * How many versions came.
 */
got: number, 
/**
 * How many versions the server does not have yet.
 */
ahead: number, 
/**
 * How many of those were sent: publishes that had not reached the server before.
 */
sent: number, 
/**
 * Paths of the files that changed here.
 */
changed: Array<string>, 
/**
 * Files with two versions, those from before among them.
 */
twoVersions: Array<TwoVersions>, };
