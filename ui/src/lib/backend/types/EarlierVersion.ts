// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A commit that the server does not have.
 */
export type EarlierVersion = { 
/**
 * The commit's id, shortened.
 */
id: string, 
/**
 * Its first line.
 */
title: string, 
/**
 * Who made it.
 */
author: string, 
/**
 * The day it was made, `2026-06-04`.
 */
date: string, };
