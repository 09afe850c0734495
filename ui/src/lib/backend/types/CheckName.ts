// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What is looked at, in the order in which it is shown.
 */
export type CheckName = "address" | "identity" | "send" | "agent" | "key" | "credentialHelper" | "name" | "signature" | "hooks" | "clock";
