// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What can be done with a post, and what its menu says of it.
 */
export type PostOffers = { 
/**
 * Its path in the library.
 */
path: string, 
/**
 * The path of its file, absolute.
 */
file: string, 
/**
 * Where readers find it, or will; absent where that is not sure.
 */
address?: string, 
/**
 * True when readers can find it now.
 */
public: boolean, 
/**
 * False for a file whose name has a meaning of its own: it is neither renamed, copied nor moved.
 */
movable: boolean, 
/**
 * The other collections of the library.
 */
collections: Array<string>, };
