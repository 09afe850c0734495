// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Decision } from "./Decision";

/**
 * A part of two versions: paragraphs that fit together, or something to decide.
 */
export type MeetingPart = { 
/**
 * How many paragraphs fit together here.
 */
fitting: number, 
/**
 * What has to be decided here.
 */
decision?: Decision, };
