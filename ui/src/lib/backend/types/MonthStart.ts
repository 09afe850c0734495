// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Where a month begins in the list.
 */
export type MonthStart = { 
/**
 * `2026-06`; empty for posts without a date.
 */
month: string, 
/**
 * The row before which the heading stands.
 */
row: number, };
