// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ChangeKind } from "./ChangeKind";
import type { ItemRole } from "./ItemRole";

/**
 * A file that could be published.
 */
export type PlanItem = { 
/**
 * Its path in the library.
 */
path: string, 
/**
 * The post's title, or the picture's file name.
 */
title: string, 
/**
 * How it differs from the remote.
 */
kind: ChangeKind, 
/**
 * What it is.
 */
role: ItemRole, 
/**
 * For a picture: the post that it belongs to.
 */
of?: string, 
/**
 * Whether it goes unless the writer says otherwise.
 */
ticked: boolean, 
/**
 * Said below its name, for example `draft, not on the server yet`.
 */
note: string, 
/**
 * True when publishing removes its draft mark.
 */
becomesPublic: boolean, 
/**
 * The path under which the remote has it, where the post was moved here; that file goes with it.
 */
cameFrom?: string, 
/**
 * The path that publishing gives it, where that is another one and the post goes.
 */
goesTo?: string, 
/**
 * Size of the file in bytes; absent when it is gone.
 */
size?: number, };
