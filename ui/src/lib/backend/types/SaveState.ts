// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Whether a post's text is in its file.
 */
export type SaveState = "saved" | "unsaved" | "twoVersions" | "failed";
