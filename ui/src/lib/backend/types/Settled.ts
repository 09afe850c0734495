// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What became of two versions.
 */
export type Settled = { 
/**
 * Where the post stands; absent when the writer went along with its deletion.
 */
path?: string, 
/**
 * Takes it back.
 */
undo?: string, };
