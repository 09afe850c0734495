// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * The session's answer to an edit of the body.
 */
export type EditAck = { 
/**
 * The number of the edit that was taken last.
 */
seq: number, 
/**
 * The length of the body in UTF-16 units.
 */
length: number, 
/**
 * FNV-1a (32 bits, offset 2166136261, prime 16777619) over the body's UTF-16 units, as 8 hex digits.
 */
hash: string, 
/**
 * False when the edit did not fit (wrong number, range outside the text): send the whole body.
 */
accepted: boolean, };
