// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { Settings } from "./Settings";
import type { SettingsFault } from "./SettingsFault";

/**
 * The settings and where they stand.
 */
export type SettingsView = { 
/**
 * The settings.
 */
settings: Settings, 
/**
 * Their file, drawn with `~`.
 */
file: string, 
/**
 * What of the file could not be used; there it is as at first.
 */
faults: Array<SettingsFault>, 
/**
 * The languages whose spelling this computer can check, as `en_GB`.
 */
dictionaries: Array<string>, };
