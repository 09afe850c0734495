// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { RecentLibrary } from "./RecentLibrary";
import type { SettingsView } from "./SettingsView";

/**
 * What the welcome screen needs before a library is open.
 */
export type AppView = { 
/**
 * Galley's version, as in `Cargo.toml`.
 */
version: string, 
/**
 * `linux`, `macos` or `windows`: decides how shortcuts are drawn.
 */
platform: string, 
/**
 * Where a new blog is suggested to stand, for example `~/Blogs`.
 */
suggestedFolder: string, 
/**
 * Libraries opened before, newest first.
 */
recent: Array<RecentLibrary>, 
/**
 * Why no folder dialog can be shown here; absent when one can.
 */
noDialogs?: string, 
/**
 * A library named on the command line, to be opened at once.
 */
openAtStart?: string, 
/**
 * The post of that library which the command line named, as a path in it.
 */
postAtStart?: string, 
/**
 * The settings.
 */
settings: SettingsView, };
