// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Which text of two goes on.
 */
export type Keep = "mine" | "theirs" | "both" | "edited";
