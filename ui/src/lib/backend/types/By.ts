// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What the headings of a list are made of.
 */
export type By = "none" | "status" | "tag" | "author" | "month" | "collection" | "language";
