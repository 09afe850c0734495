// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A post that is in older versions of the blog and not here any more.
 */
export type DeletedPost = { 
/**
 * Where it stood.
 */
path: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The version that still has it, or that deleted it: what `restore` is asked for.
 */
version: string, 
/**
 * Who deleted it; absent where that is in no version yet.
 */
author?: string, 
/**
 * When, as `2026-06-04T10:42:00+02:00`.
 */
date?: string, };
