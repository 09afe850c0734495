/** The view types of the library, generated from its Rust sources. */
export type * from './types/index';
