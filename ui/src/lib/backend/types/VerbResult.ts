// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What a verb did with a post.
 */
export type VerbResult = { 
/**
 * Where the post stands now; for a deleted one, where it stood.
 */
path: string, 
/**
 * By what the verb can be taken back; absent when nothing was done.
 */
undo?: string, };
