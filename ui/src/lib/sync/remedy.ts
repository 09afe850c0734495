import { asError, type Backend } from '$backend/backend';
import type { ErrorView } from '$backend/types';
import { remedies } from '$words/branches';

/** What the window itself can do about an error, by its code. */
const REMEDIES: Readonly<Record<string, { button: string; run: (backend: Backend) => Promise<unknown> }>> = {
  'repository.lock-left': { button: remedies.unlock, run: (backend) => backend.removeLock() },
  'repository.untrusted': { button: remedies.trust, run: (backend) => backend.trustRepository() },
};

/** The words on the button that does something about this error; null where the window can do nothing. */
export const remedyOf = (error: ErrorView | null | undefined): string | null =>
  REMEDIES[error?.code ?? '']?.button ?? null;

/** Whether it is about reaching the server, or being let in: what the test of the connection looks into. */
export const ofConnection = (error: ErrorView | null | undefined): boolean =>
  /^(remote\.|sign-in\.|sync\.(unreachable|permission|gone)$)/.test(error?.code ?? '');

/** Does what can be done about `error`, and `again` what it was in the way of; `fail` hears why it cannot be done. */
export async function remedy(
  backend: Backend,
  error: ErrorView | null | undefined,
  again: () => Promise<void> | undefined,
  fail: (error: ErrorView) => void,
): Promise<void> {
  try {
    await REMEDIES[error?.code ?? '']?.run(backend);
  } catch (thrown) {
    fail(asError(thrown));
    return;
  }
  await again();
}
