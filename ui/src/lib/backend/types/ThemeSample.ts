// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A theme's front page, with the posts that come with a new blog.
 */
export type ThemeSample = { 
/**
 * The theme's name.
 */
theme: string, 
/**
 * The whole page.
 */
html: string, 
/**
 * The theme's style sheet.
 */
style: string, };
