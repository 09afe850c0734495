// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What kind of value a field holds, and so how it is edited.
 */
export type FieldKind = "text" | "longText" | "number" | "yesNo" | "date" | "list" | "asText";
