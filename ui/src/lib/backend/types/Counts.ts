// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * How many posts stand in each group of the library column.
 */
export type Counts = { 
/**
 * All posts (pages not counted).
 */
all: number, 
/**
 * Posts whose front matter or folder says draft.
 */
drafts: number, 
/**
 * Not drafts, dated in the future, hidden by their generator until then.
 */
scheduled: number, 
/**
 * Neither drafts nor scheduled.
 */
published: number, 
/**
 * Posts of any group that differ from the remote.
 */
unpublished: number, 
/**
 * Posts that the server still has and that are gone here: they can be published too.
 */
deleted: number, 
/**
 * `_index.md`, about, 404 and the like.
 */
pages: number, };
