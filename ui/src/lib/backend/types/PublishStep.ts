// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { StepName } from "./StepName";
import type { StepState } from "./StepState";

/**
 * Progress of a publish, one step at a time.
 */
export type PublishStep = { 
/**
 * Which step.
 */
step: StepName, 
/**
 * How it stands.
 */
state: StepState, 
/**
 * While it runs: a line that a hook of the repository printed. Then what it found: the version's short id after `commit`; after `confirm`, present when the server itself named the
 * version, and absent when it took it and could not be asked again.
 */
detail?: string, 
/**
 * How long it took, in seconds.
 */
seconds?: number, };
