// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A picture in a comparison.
 */
export type ShownPicture = { 
/**
 * Its address as the text has it.
 */
address: string, 
/**
 * The description for people who cannot see it; may be empty.
 */
description: string, 
/**
 * What stands below it; may be empty.
 */
caption: string, };
