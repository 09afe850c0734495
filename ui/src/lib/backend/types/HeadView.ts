// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Fields } from "./Fields";

/**
 * The front matter of an open post.
 */
export type HeadView = { 
/**
 * `yaml`, `toml`, `json`, `pelican`, `other` or `none`.
 */
format: string, 
/**
 * The head as written, fences included, with LF line endings. Giving it back to `edit_head` restores it to the byte.
 */
text: string, 
/**
 * The fields that the strip shows.
 */
fields: Fields, 
/**
 * False when the head cannot be read and only its text can be edited.
 */
readable: boolean, };
