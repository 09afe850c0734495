// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ChangeBlock } from "./ChangeBlock";
import type { FieldChange } from "./FieldChange";
import type { LineChange } from "./LineChange";

/**
 * What changes in one post.
 */
export type PostChange = { 
/**
 * The post's path.
 */
path: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Fields that differ.
 */
fields: Array<FieldChange>, 
/**
 * The text, as readers would see the difference.
 */
blocks: Array<ChangeBlock>, 
/**
 * The file, as lines.
 */
lines: Array<LineChange>, };
