// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Stretch } from "./Stretch";

/**
 * Where the words of a search stand in a row.
 */
export type Hits = { 
/**
 * In the title.
 */
title: Array<Stretch>, 
/**
 * In each of its tags, in their order.
 */
tags: Array<Array<Stretch>>, 
/**
 * The excerpt, or the place in the text that was found: shown where the excerpt stands.
 */
text: string, 
/**
 * In `text`.
 */
inText: Array<Stretch>, };
