// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ChangeBlock } from "./ChangeBlock";

/**
 * Text that was typed, and not in the file when Galley stopped.
 */
export type Recovery = { 
/**
 * Names it in `recover`.
 */
id: string, 
/**
 * The post's path.
 */
path: string, 
/**
 * The post's title.
 */
title: string, 
/**
 * When the last edit was made, as `10:41`.
 */
at: string, 
/**
 * How many words the file lacks.
 */
words: number, 
/**
 * The difference, as text blocks.
 */
blocks: Array<ChangeBlock>, 
/**
 * True when the file was also changed by another program since.
 */
fileChanged: boolean, };
