// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What a server did when it was asked.
 */
export type ServerAnswer = "reached" | "unreachable" | "refused";
