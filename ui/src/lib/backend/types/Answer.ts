// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What the writer says to a [`Question`]. Without a secret: yes.
 */
export type Answer = { 
/**
 * The name, to sign in.
 */
user?: string, 
/**
 * Passphrase, PIN, password or token.
 */
secret?: string, 
/**
 * The system's keyring shall keep it.
 */
keep: boolean, };
