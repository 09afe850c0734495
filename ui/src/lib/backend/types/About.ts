// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types
import type { SignInWhy } from "./SignInWhy";

/**
 * What is asked.
 */
export type About = { "kind": "passphrase", 
/**
 * The key's file name.
 */
key: string, 
/**
 * The last answer did not open it.
 */
again: boolean, } | { "kind": "pin", 
/**
 * The key.
 */
key: string, 
/**
 * The last answer was wrong.
 */
again: boolean, } | { "kind": "touch", 
/**
 * The key.
 */
key: string, } | { "kind": "password", 
/**
 * These.
 */
prompt: string, 
/**
 * The last answer was not taken.
 */
again: boolean, } | { "kind": "hostKey", 
/**
 * The server.
 */
host: string, 
/**
 * The kind of its key, for example `ED25519`.
 */
keyKind: string, 
/**
 * `SHA256:…`.
 */
fingerprint: string, } | { "kind": "signIn", 
/**
 * The server.
 */
server: string, 
/**
 * The name, where it is known.
 */
user?: string, 
/**
 * Why.
 */
why: SignInWhy, 
/**
 * A credential helper keeps what is taken.
 */
helper: boolean, 
/**
 * Whether it goes over TLS.
 */
secure: boolean, 
/**
 * Where a token is made.
 */
tokenPage?: string, };
