// Made from src-tauri/crates/library/src/view.rs. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Group } from "./Group";
import type { Sort } from "./Sort";

/**
 * Which rows of the list are wanted.
 */
export type PostQuery = { 
/**
 * The group.
 */
group: Group, 
/**
 * Only posts with this tag (compared case-folded).
 */
tag?: string, 
/**
 * Only posts by this author.
 */
author?: string, 
/**
 * Words that must all be found, case-folded, as prefixes.
 */
search?: string, 
/**
 * The order.
 */
sort: Sort, 
/**
 * The first row wanted, counted from 0.
 */
offset: number, 
/**
 * How many rows at the most.
 */
limit: number, };
