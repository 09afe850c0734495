// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ReasonArg } from "./ReasonArg";

/**
 * Why a post has its status.
 */
export type Reason = { 
/**
 * A stable code, for example `status.scheduled`.
 */
code: string, 
/**
 * What the sentence is filled with.
 */
args: Array<ReasonArg>, 
/**
 * The sentence.
 */
message: string, };
