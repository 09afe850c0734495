// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What another start of Galley wants to be shown in a window.
 */
export type WantedView = { 
/**
 * The library's folder.
 */
library?: string, 
/**
 * A post of it, as a path in it.
 */
post?: string, };
