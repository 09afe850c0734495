// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A post's mark: the first of these that holds, in this order.
 */
export type Status = "error" | "twoVersions" | "unpublished" | "scheduled" | "draft" | "published";
