// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Counts } from "./Counts";
import type { LookAlike } from "./LookAlike";
import type { NameCount } from "./NameCount";
import type { Problem } from "./Problem";
import type { RepositoryView } from "./RepositoryView";
import type { Review } from "./Review";

/**
 * An open library: everything that the columns and the status line show.
 */
export type LibraryView = { 
/**
 * The library's folder, absolute.
 */
root: string, 
/**
 * The folder with the home folder drawn as `~`.
 */
shownRoot: string, 
/**
 * The blog's name: the site's title, else the folder's name.
 */
name: string, 
/**
 * The generator's id, for example `hugo`; `markdown` when none was recognised.
 */
generator: string, 
/**
 * The generator's name for people, for example `Hugo`.
 */
generatorName: string, 
/**
 * Whether posts with a date in the future are left out until then, by the generator's rule and the site's config.
 */
hidesFuture: boolean, 
/**
 * Counts by group.
 */
counts: Counts, 
/**
 * All tags with counts, most used first.
 */
tags: Array<NameCount>, 
/**
 * All authors with counts, in alphabetical order.
 */
authors: Array<NameCount>, 
/**
 * All collections with counts, in alphabetical order.
 */
collections: Array<NameCount>, 
/**
 * All languages with counts, in alphabetical order.
 */
languages: Array<NameCount>, 
/**
 * Tags that are likely one tag in several spellings.
 */
lookAlikes: Array<LookAlike>, 
/**
 * What Git says of the library.
 */
repository: RepositoryView, 
/**
 * Problems of the library itself (no remote, detached HEAD, no posts …).
 */
problems: Array<Problem>, 
/**
 * Grows with every change of the index: a list with an older number is stale.
 */
revision: number, 
/**
 * The day that it is, `2026-06-04`.
 */
today: string, 
/**
 * Paths of files with two versions, in their order.
 */
twoVersions: Array<string>, 
/**
 * What waits for review, and what ended and was not told yet, as far as is known.
 */
reviews: Array<Review>, 
/**
 * Where the site is seen by readers, when known.
 */
siteUrl?: string, };
