// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * How bad a problem is.
 */
export type Level = "hint" | "warning" | "error";
