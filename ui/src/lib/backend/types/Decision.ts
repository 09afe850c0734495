// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ChangeBlock } from "./ChangeBlock";
import type { DecisionKind } from "./DecisionKind";
import type { Parted } from "./Parted";

/**
 * A place that both changed, each in another way.
 */
export type Decision = { 
/**
 * What it is a part of.
 */
kind: DecisionKind, 
/**
 * The field's name for people, or the heading that the place stands under; may be empty.
 */
name: string, 
/**
 * How the two differ.
 */
parted: Parted, 
/**
 * The paragraph on the writer's side, as readers see it; what theirs lacks is `added`.
 */
mine: Array<ChangeBlock>, 
/**
 * The paragraph on their side, likewise.
 */
theirs: Array<ChangeBlock>, 
/**
 * The paragraph with both, the writer's first; absent where the two cannot stand there together.
 */
both?: Array<ChangeBlock>, 
/**
 * The writer's text, as it is written.
 */
mineText: string, 
/**
 * Their text, as it is written.
 */
theirsText: string, };
