// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A text that was replaced and kept aside.
 */
export type KeptText = { 
/**
 * Its number.
 */
id: string, 
/**
 * The post that it was the text of.
 */
path: string, 
/**
 * Its title, where it has one.
 */
title?: string, 
/**
 * When it was replaced, as `2026-06-04T10:42:00+02:00`.
 */
at: string, 
/**
 * How many words its body has.
 */
words: number, };
