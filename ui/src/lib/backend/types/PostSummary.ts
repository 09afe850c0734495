// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ChangeKind } from "./ChangeKind";
import type { Hits } from "./Hits";
import type { Level } from "./Level";
import type { Reason } from "./Reason";
import type { Status } from "./Status";
import type { Visibility } from "./Visibility";

/**
 * One row of the list.
 */
export type PostSummary = { 
/**
 * The post's path in the library, with `/`.
 */
path: string, 
/**
 * Its title; the file's name when it has none.
 */
title: string, 
/**
 * The first status that holds.
 */
status: Status, 
/**
 * Why: the rule that decides, then what else a writer should know of it.
 */
reasons: Array<Reason>, 
/**
 * Whether readers can see it, whatever else holds.
 */
visibility: Visibility, 
/**
 * How it differs from the remote; absent when it does not.
 */
unpublished?: ChangeKind, 
/**
 * The day, `2026-06-04`.
 */
date?: string, 
/**
 * Authors, as written.
 */
authors: Array<string>, 
/**
 * Tags, as written.
 */
tags: Array<string>, 
/**
 * The description, else the beginning of the text, as plain text.
 */
excerpt: string, 
/**
 * Reading time in minutes, at least 1.
 */
minutes: number, 
/**
 * Words of the body.
 */
words: number, 
/**
 * True for a page.
 */
page: boolean, 
/**
 * The worst level of its problems.
 */
problem?: Level, 
/**
 * The collection that it belongs to, for example `blog`.
 */
collection?: string, 
/**
 * Its language, where its fields or its path say so.
 */
language?: string, 
/**
 * Where the words of the search stand; absent when nothing was searched for.
 */
hits?: Hits, };
