// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A file that was changed here and on the server, in ways that do not fit together by themselves.
 */
export type TwoVersions = { 
/**
 * Its path here.
 */
path: string, 
/**
 * Its path on the server, when that is another one.
 */
theirPath?: string, 
/**
 * The post's title; the path of other files.
 */
title: string, 
/**
 * True when it is deleted here.
 */
goneHere: boolean, 
/**
 * True when it is deleted on the server.
 */
goneThere: boolean, };
