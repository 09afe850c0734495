// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Why a server on the web asks who it is.
 */
export type SignInWhy = "missing" | "wrong" | "stale" | "token";
