// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A group of the library column.
 */
export type Group = "all" | "drafts" | "scheduled" | "published" | "unpublished" | "pages";
