// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { FieldKind } from "./FieldKind";
import type { FieldRole } from "./FieldRole";
import type { NameCount } from "./NameCount";

/**
 * A field that posts of the library use.
 */
export type FieldUse = { 
/**
 * Its name as most of them write it; with dots when it stands in a map.
 */
path: string, 
/**
 * What most of them hold in it.
 */
kind: FieldKind, 
/**
 * What it means, where the name is known.
 */
role?: FieldRole, 
/**
 * How many posts have it.
 */
posts: number, 
/**
 * Values that come again, most used first.
 */
values: Array<NameCount>, };
