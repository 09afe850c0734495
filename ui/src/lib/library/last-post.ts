/** Which post of the library was on the desk last. */
import type { Backend } from '$backend/backend';

/** Null where none is remembered. */
export async function lastPost(backend: Backend): Promise<string | null> {
  try {
    const { post } = JSON.parse((await backend.remembered('')) ?? '{}') as { post?: unknown };
    return typeof post === 'string' ? post : null;
  } catch {
    // Written by another version, or broken.
    return null;
  }
}

export function rememberLast(backend: Backend, post: string): void {
  // A convenience: what cannot be kept is not there the next time.
  void backend.remember('', JSON.stringify({ post })).catch(() => undefined);
}
