// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { FieldView } from "./FieldView";
import type { Reason } from "./Reason";
import type { Visibility } from "./Visibility";

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
 * Whether readers see it, with these fields and at this time.
 */
visibility: Visibility, 
/**
 * Why: the rule that decides, then what else a writer should know of it.
 */
reasons: Array<Reason>, 
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
