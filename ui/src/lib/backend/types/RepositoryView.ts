// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Identity } from "./Identity";
import type { RepositoryState } from "./RepositoryState";
import type { ServerCheck } from "./ServerCheck";

/**
 * What Git says of the library.
 */
export type RepositoryView = { 
/**
 * What kind of state the repository is in.
 */
state: RepositoryState, 
/**
 * The branch, when there is one (also an unborn one).
 */
branch?: string, 
/**
 * Who it is published to, in words: a host, or a folder's name.
 */
server?: string, 
/**
 * The branch that the server names as its own, which readers see as a rule; absent where that is not known.
 */
main?: string, 
/**
 * Versions that are only here.
 */
ahead: number, 
/**
 * Versions that are only on the server, as of the last fetch.
 */
behind: number, 
/**
 * Who versions are signed with; absent when Git knows no name and address.
 */
identity?: Identity, 
/**
 * When the server was last asked what it has; absent when it was not, since the library was opened.
 */
checked?: ServerCheck, };
