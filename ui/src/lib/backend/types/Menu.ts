// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { MenuLine } from "./MenuLine";

/**
 * A menu of the menu bar.
 */
export type Menu = { 
/**
 * Its name.
 */
label: string, 
/**
 * Its lines, those that belong together in one part.
 */
parts: Array<Array<MenuLine>>, };
