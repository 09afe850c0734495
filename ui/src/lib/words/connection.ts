/** What is said of the test of the connection: what stands between this computer and the server, line by line. */
import type { CheckName } from '$backend/types';

import { figures } from './en';

const plural = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;

/** The server, where nobody knows what it is called. */
const SERVER = 'the server';

export const connection = {
  title: 'Connection',
  /** What opens it. */
  open: 'Test the connection…',
  says: (server: string | undefined, at: string | undefined) =>
    `What stands between this computer and ${server ?? SERVER}${at === undefined ? '' : `, tried at ${at}`}. Nothing is sent.`,
  groups: { server: 'The server', signIn: 'Signing in', here: 'On this computer' },
  checks: {
    address: 'Address',
    identity: 'Identity',
    send: 'Right to send',
    agent: 'Agent',
    key: 'Key',
    credentialHelper: 'Password helper',
    name: 'Name',
    signature: 'Signature',
    hooks: 'Hook tools',
    clock: 'Clock',
  } satisfies Record<CheckName, string>,
  states: {
    waits: 'waiting',
    running: 'running',
    good: 'good',
    warning: 'warning',
    error: 'to mend',
    skipped: 'skipped',
  },
  rows: 'What is tried',
  waits: 'Not tried yet.',
  /** Of a line that the test did not come to. */
  notTried: 'Not tried, because the test ended before it.',

  /** The column beside the lines. */
  about: 'What to do',
  nothing: 'Nothing stands in the way.',
  looking: 'What is to be mended will stand here.',
  fix: 'The one fix',
  tried: 'What was tried',
  failed: 'The test could not be done',

  noSecret: 'The report names no secret: no passphrase, token or private key.',
  left: (count: number, all: number) =>
    `${figures(count)} of ${figures(all)} still ${count === 1 ? 'runs' : 'run'}`,
  stopping: 'Stopping…',
  stopped: 'Stopped',
  again: 'Test again',
  copy: 'Copy report',
  /** How it ended. */
  ended: (errors: number, warnings: number) =>
    [errors > 0 && `${figures(errors)} to mend`, warnings > 0 && plural(warnings, 'warning', 'warnings')]
      .filter(Boolean)
      .join(', ') || 'Nothing to mend',
  /** The status line, while it runs. */
  line: 'Testing the connection',

  /** The report as text. */
  report: {
    title: (server: string | undefined, branch: string | undefined, at: string | undefined) =>
      [
        `Connection to ${server ?? SERVER}`,
        branch !== undefined && `branch ${branch}`,
        at !== undefined && `tried at ${at}`,
      ]
        .filter(Boolean)
        .join(', '),
    line: (label: string, state: string, says: string) => `${label} (${state}): ${says}`,
    fix: (fix: string) => `Fix: ${fix}`,
    tried: 'Tried:',
  },
};
