// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { SettingValue } from "./SettingValue";

/**
 * Another value of a setting.
 */
export type SettingChange = { 
/**
 * Its name in the file: `writing.size`, `keys.publish`.
 */
name: string, 
/**
 * The value; absent: as at first.
 */
value?: SettingValue, };
