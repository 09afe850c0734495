// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A value of a setting.
 */
export type SettingValue = boolean | number | string | Array<string>;
