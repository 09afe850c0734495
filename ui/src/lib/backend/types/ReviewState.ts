// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * How a review stands, as of the last time that the server was asked.
 */
export type ReviewState = "waiting" | "merged" | "gone";
