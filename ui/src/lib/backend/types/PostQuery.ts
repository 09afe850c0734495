// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { By } from "./By";
import type { Group } from "./Group";
import type { Sort } from "./Sort";
import type { Status } from "./Status";

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
 * Words that must all be found, case-folded, as prefixes, in title, tags, authors, path, excerpt or text.
 */
search?: string, 
/**
 * Only posts with this status.
 */
status?: Status, 
/**
 * Only posts of this year, month or day: `2026`, `2026-06` or `2026-06-04`.
 */
date?: string, 
/**
 * Only posts of this collection.
 */
collection?: string, 
/**
 * Only posts in this language.
 */
language?: string, 
/**
 * Under which headings; absent for those that the order gives: months, when it is one by date.
 */
by?: By, 
/**
 * The order, within each heading.
 */
sort: Sort, 
/**
 * The path of a post whose rows are to be told, wherever they stand.
 */
find?: string, 
/**
 * The first row wanted, counted from 0.
 */
offset: number, 
/**
 * How many rows at the most.
 */
limit: number, };
