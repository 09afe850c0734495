// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Appearance } from "./Appearance";
import type { Spelling } from "./Spelling";
import type { WritingStyle } from "./WritingStyle";

/**
 * All settings; what the file does not say is as at first.
 */
export type Settings = { 
/**
 * Light or dark.
 */
appearance: Appearance, 
/**
 * Whether what was open last is opened again when Galley starts.
 */
reopen: boolean, 
/**
 * Whether the window has a menu bar. On macOS the system always has one.
 */
menu: boolean, 
/**
 * How the manuscript looks, and what it does by itself.
 */
writing: WritingStyle, 
/**
 * The checking of spelling.
 */
spelling: Spelling, 
/**
 * Other keys for an action, by its id: `Mod+Shift+P`, where `Mod` is ⌘ or Ctrl; empty for none.
 */
keys: { [key in string]: string }, };
