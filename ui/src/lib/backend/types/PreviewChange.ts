// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { PagePatch } from "./PagePatch";
import type { PreviewView } from "./PreviewView";

/**
 * How a page differs from one that is known: `patch`, or the whole `page`.
 */
export type PreviewChange = { 
/**
 * The exchange of some blocks.
 */
patch?: PagePatch, 
/**
 * The page.
 */
page?: PreviewView, };
