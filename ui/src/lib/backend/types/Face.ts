// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A face of the manuscript.
 */
export type Face = "quattro" | "literata" | "inter" | "mono";
