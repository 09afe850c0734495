// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A version of a post.
 */
export type PostVersion = { 
/**
 * The version's whole id.
 */
id: string, 
/**
 * The id, shortened.
 */
short: string, 
/**
 * The first line of its message.
 */
title: string, 
/**
 * Who made it.
 */
author: string, 
/**
 * When, as `2026-06-04T10:42:00+02:00`.
 */
date: string, 
/**
 * The post's path in it.
 */
path: string, 
/**
 * The post's path before, when this version gave it another one.
 */
from?: string, 
/**
 * True when it deleted the post.
 */
deleted: boolean, 
/**
 * True when the server does not have it.
 */
onlyHere: boolean, 
/**
 * Words that it added to the text.
 */
added: number, 
/**
 * Words that it removed.
 */
removed: number, };
