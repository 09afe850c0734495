// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { EarlierVersion } from "./EarlierVersion";
import type { ErrorView } from "./ErrorView";
import type { PlanItem } from "./PlanItem";
import type { PostChange } from "./PostChange";
import type { Problem } from "./Problem";

/**
 * What Publish would do.
 */
export type PublishPlan = { 
/**
 * The branch.
 */
branch: string, 
/**
 * Who it goes to, in words.
 */
server: string, 
/**
 * What goes: ticked ones will, the others can be ticked.
 */
items: Array<PlanItem>, 
/**
 * Versions made earlier that the server does not have. They go only when ticked.
 */
earlier: Array<EarlierVersion>, 
/**
 * Problems of the ticked posts.
 */
problems: Array<Problem>, 
/**
 * The suggested message.
 */
message: string, 
/**
 * What changes in the ticked posts.
 */
changes: Array<PostChange>, 
/**
 * Why nothing can be published now (no remote, no identity …).
 */
blocked?: ErrorView, };
