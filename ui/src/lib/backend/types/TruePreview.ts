// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { ErrorView } from "./ErrorView";
import type { Problem } from "./Problem";
import type { TruePreviewState } from "./TruePreviewState";

/**
 * What the true preview of a post is at: the page that the blog's own generator makes.
 */
export type TruePreview = { 
/**
 * What it is at.
 */
state: TruePreviewState, 
/**
 * The generator's name.
 */
generator: string, 
/**
 * The whole command, as it is run.
 */
command: string, 
/**
 * The folder that it runs in, with the home folder drawn as `~`.
 */
folder: string, 
/**
 * Stands for this very command: to be given back by a writer who agrees to it.
 */
key: string, 
/**
 * While it runs, other computers can see its pages too: the generator knows no other way.
 */
openToNetwork: boolean, 
/**
 * The address of the post's page, once the server answers.
 */
page?: string, 
/**
 * False when that is the front page, because the post's own was not found.
 */
found: boolean, 
/**
 * Grows when the server has made the page anew after a save: it is loaded again then.
 */
reloads: number, 
/**
 * What the generator cannot build.
 */
fault?: Problem, 
/**
 * Why there is no page.
 */
error?: ErrorView, 
/**
 * The last lines of what the generator said.
 */
said: Array<string>, };
