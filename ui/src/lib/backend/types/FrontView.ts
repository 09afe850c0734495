// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { FrontPlace } from "./FrontPlace";

/**
 * A page of the front list, with an open post's unsaved text in its place.
 */
export type FrontView = { 
/**
 * The whole page. Of a blog that Galley builds: as a build would write it, were the post public.
 */
html: string, 
/**
 * The theme that draws it.
 */
theme: string, 
/**
 * Which page of the list it is, counted from 1.
 */
page: number, 
/**
 * How many there are.
 */
pages: number, 
/**
 * Where the post stands.
 */
place: FrontPlace, 
/**
 * How many posts stand before it in the list, over all pages.
 */
before: number, 
/**
 * How many characters of its excerpt are shown; 0 for none.
 */
excerpt: number, 
/**
 * Whether the excerpt is cut.
 */
cut: boolean, 
/**
 * Whether its own description is the excerpt, and not the beginning of its text.
 */
described: boolean, 
/**
 * Whether readers see it there now.
 */
public: boolean, 
/**
 * The address of its card's link in the page, by which the card is found.
 */
href: string, };
