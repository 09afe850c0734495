// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ChangeBlock } from "./ChangeBlock";
import type { FittedField } from "./FittedField";
import type { MeetingPart } from "./MeetingPart";
import type { MeetingSide } from "./MeetingSide";
import type { MeetingSource } from "./MeetingSource";

/**
 * Two versions of a post, put together as far as they fit by themselves.
 */
export type Meeting = { 
/**
 * The post's path here.
 */
path: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Names these two versions: what was decided about others is refused.
 */
stamp: string, 
/**
 * Where theirs is.
 */
source: MeetingSource, 
/**
 * The writer's.
 */
mine: MeetingSide, 
/**
 * The other one.
 */
theirs: MeetingSide, 
/**
 * Fields that fitted together by themselves.
 */
fields: Array<FittedField>, 
/**
 * Stretches of the text that only the writer changed.
 */
onlyMine: number, 
/**
 * Those that only they changed.
 */
onlyTheirs: number, 
/**
 * Those that both changed alike.
 */
alike: number, 
/**
 * What fits and what has to be decided, in the order of the file.
 */
parts: Array<MeetingPart>, 
/**
 * What fits by itself and comes into the writer's text, as readers see it; what is to decide stands as the writer has it.
 */
together: Array<ChangeBlock>, };
