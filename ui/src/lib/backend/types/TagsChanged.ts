// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What a change of tags did.
 */
export type TagsChanged = { 
/**
 * The posts that changed, by path.
 */
paths: Array<string>, 
/**
 * Those of them that had other changes in no version yet: they are not in the version, and go with their own next publish.
 */
apart: Array<string>, 
/**
 * By what it can be taken back, as one.
 */
undo?: string, 
/**
 * The version that was made, as a short id. It waits and goes to the server with the next publish.
 */
version?: string, };
