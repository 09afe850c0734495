// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { GroupStart } from "./GroupStart";
import type { MonthStart } from "./MonthStart";
import type { PostSummary } from "./PostSummary";

/**
 * A window of the list.
 */
export type PostRows = { 
/**
 * How many rows the whole list has.
 */
total: number, 
/**
 * How many posts stand in them: under tags or authors, one may stand more than once.
 */
posts: number, 
/**
 * The first row's place.
 */
offset: number, 
/**
 * The rows.
 */
rows: Array<PostSummary>, 
/**
 * In which rows of the whole list the post stands that was to be found, counted from 0; empty when in none.
 */
found: Array<number>, 
/**
 * Every month heading of the whole list, by the row it stands before; empty when the list is not sorted by date.
 */
months: Array<MonthStart>, 
/**
 * Every other heading of the whole list, when some were asked for.
 */
groups: Array<GroupStart>, 
/**
 * How many posts' texts the search could not look at yet; an event tells when it can.
 */
unread: number, 
/**
 * The index's revision that these rows are of.
 */
revision: number, };
