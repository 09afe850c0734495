// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A line of a menu: an action.
 */
export type MenuLine = { 
/**
 * The action's id.
 */
id: string, 
/**
 * What it does.
 */
label: string, 
/**
 * Its keys, as they are drawn.
 */
keys?: string, 
/**
 * Whether it can be run just now.
 */
enabled: boolean, };
