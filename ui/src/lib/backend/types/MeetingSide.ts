// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * One of two versions.
 */
export type MeetingSide = { 
/**
 * Who wrote it, where that is known.
 */
by?: string, 
/**
 * When, as `10:38` or `2026-06-04T10:38:00+02:00`.
 */
at?: string, 
/**
 * True when the post is deleted on this side.
 */
gone: boolean, 
/**
 * Its path on this side, where the other one has another.
 */
path?: string, };
