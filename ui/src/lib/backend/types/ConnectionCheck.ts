// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { CheckName } from "./CheckName";
import type { CheckState } from "./CheckState";

/**
 * One line of the report.
 */
export type ConnectionCheck = { 
/**
 * What was looked at.
 */
name: CheckName, 
/**
 * How it stands.
 */
state: CheckState, 
/**
 * That in one sentence.
 */
says: string, 
/**
 * More about it, small.
 */
detail?: string, 
/**
 * How long it took, in seconds.
 */
seconds?: number, 
/**
 * What to do.
 */
fix?: string, 
/**
 * What was tried and said, line by line; nothing secret.
 */
tried?: Array<string>, };
