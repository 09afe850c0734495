// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { AlikeName } from "./AlikeName";
import type { NameCount } from "./NameCount";

/**
 * Tags that are likely one tag, written in several ways.
 */
export type LookAlike = { 
/**
 * The spelling that most posts have.
 */
keep: NameCount, 
/**
 * The other ones, most used first.
 */
others: Array<AlikeName>, 
/**
 * How they differ, in one sentence.
 */
message: string, };
