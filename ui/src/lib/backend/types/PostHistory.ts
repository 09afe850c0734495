// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { PostVersion } from "./PostVersion";
import type { UnversionedWords } from "./UnversionedWords";

/**
 * The versions of a post, newest first.
 */
export type PostHistory = { 
/**
 * The versions.
 */
versions: Array<PostVersion>, 
/**
 * True when there are older ones, or may be.
 */
more: boolean, 
/**
 * What is here and in no version yet; absent when the file is as its last version.
 */
now?: UnversionedWords, };
