// Made from src-tauri/crates/library/src/view.rs. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { FieldView } from "./FieldView";

/**
 * The fields that the strip shows, under whatever names the file has them.
 */
export type Fields = { 
/**
 * The title.
 */
title?: string, 
/**
 * The date as written.
 */
date?: string, 
/**
 * The date's day, `2026-06-04`, when it could be read.
 */
day?: string, 
/**
 * Whether it is marked as a draft.
 */
draft: boolean, 
/**
 * False where the mark is a folder (Jekyll's `_drafts`) and the switch cannot be a field.
 */
draftIsField: boolean, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * Authors.
 */
authors: Array<string>, 
/**
 * The description.
 */
description?: string, 
/**
 * Every other field: name and value as text.
 */
more: Array<FieldView>, };
