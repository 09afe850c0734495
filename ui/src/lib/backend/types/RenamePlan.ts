// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What another name for a post would change.
 */
export type RenamePlan = { 
/**
 * The last part of the address under the new name; the one that it has when no new name was given.
 */
name: string, 
/**
 * The post's path afterwards.
 */
path: string, 
/**
 * True when that would change anything.
 */
changes: boolean, 
/**
 * Where readers find it afterwards; absent where that is not sure.
 */
address?: string, 
/**
 * Where readers find it now; absent where that is not sure.
 */
oldAddress?: string, 
/**
 * True when readers have an address by now that would lead nowhere.
 */
breaks: boolean, 
/**
 * True when the generator can lead readers of the old address to the new one.
 */
canLead: boolean, };
