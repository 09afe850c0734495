// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Why a command failed.
 */
export type ErrorView = { 
/**
 * A stable code, for example `remote.gone`.
 */
code: string, 
/**
 * What happened and what is safe, in a writer's words.
 */
message: string, 
/**
 * What to do.
 */
hint?: string, 
/**
 * Git's or the system's own words.
 */
details?: string, };
