// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What a field means, whatever its name.
 */
export type FieldRole = "title" | "date" | "updated" | "draft" | "tags" | "categories" | "authors" | "description" | "slug" | "permalink" | "image" | "weight" | "featured" | "series" | "language" | "aliases" | "readingTime" | "canonical";
