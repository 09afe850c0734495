// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A post whose tags cannot be changed.
 */
export type TagRefusal = { 
/**
 * Its path.
 */
path: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Why.
 */
message: string, };
