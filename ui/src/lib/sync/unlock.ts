import { asError, type Backend } from '$backend/backend';
import type { ErrorView } from '$backend/types';

/** Removes the lock that was in the way and does `again` what it was in the way of; `fail` hears why it cannot be removed. */
export async function unlock(
  backend: Backend,
  again: () => Promise<void> | undefined,
  fail: (error: ErrorView) => void,
): Promise<void> {
  try {
    await backend.removeLock();
  } catch (thrown) {
    fail(asError(thrown));
    return;
  }
  await again();
}
