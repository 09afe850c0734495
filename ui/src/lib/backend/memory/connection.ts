/** The test of the connection in the in-memory library: what stands between it and its server is put by who plays the world. */
import type { Backend } from '../backend';
import type { ConnectionCheck } from '../types';
import { refuse } from './views';

/** What the rest of the world does to it. */
export interface ConnectionPlayer {
  /** The next test finds these lines. */
  standsBetween: (checks: ConnectionCheck[]) => void;
}

const SERVER = 'git.ferrow.example';

/** That of the memory blog: the check before saving does not find a tool, and a clock is wrong. */
export const CHECKS: ConnectionCheck[] = [
  {
    name: 'address',
    state: 'good',
    says: `${SERVER} answers.`,
    detail: 'ssh, 203.0.113.7 port 22, through bastion.',
    seconds: 0.3,
  },
  {
    name: 'identity',
    state: 'good',
    says: 'It is the server that this computer knows.',
    detail: 'ED25519 SHA256:q3X0w9sVdTt8m2LhYcPpE1n7RkUa5oBJz6iFgQvWxMs',
    seconds: 0.3,
  },
  {
    name: 'send',
    state: 'good',
    says: 'You may send to main.',
    detail: 'A rehearsal: nothing was sent.',
    seconds: 2.4,
  },
  {
    name: 'agent',
    state: 'good',
    says: 'The agent runs and holds 2 keys.',
    detail: 'id_ed25519_ferrow, id_ed25519_home',
    seconds: 0.1,
  },
  { name: 'key', state: 'good', says: 'The server knows id_ed25519_ferrow.', seconds: 0.2 },
  {
    name: 'credentialHelper',
    state: 'skipped',
    says: 'Not needed, because this blog is reached with a key.',
  },
  {
    name: 'name',
    state: 'good',
    says: 'Versions are saved as Ines Halloran, ines@ferrow.example.',
    seconds: 0,
  },
  { name: 'signature', state: 'skipped', says: 'Versions are not to be signed.' },
  {
    name: 'hooks',
    state: 'error',
    says: 'The check pre-commit calls npx, and Galley cannot find it.',
    detail: 'pre-commit, line 4.',
    seconds: 0.1,
    fix: 'Install npx, or put its folder on the path of your login shell: Galley reads that once, when it starts.',
    tried: ['npx lint-staged', 'Not found in:', '/usr/local/bin', '/usr/bin', '/bin'],
  },
  {
    name: 'clock',
    state: 'warning',
    says: 'This computer is 4 minutes behind the server, so new versions would seem older than what is there.',
    seconds: 0.1,
    fix: 'Set this computer’s clock.',
  },
];

export function connectionOf(
  heard: (command: string, ...args: unknown[]) => Promise<void>,
  at: string,
): Pick<Backend, 'testConnection' | 'cancelConnection'> & ConnectionPlayer {
  let checks = CHECKS;
  let cancelled = false;
  return {
    standsBetween: (found) => (checks = found),
    async testConnection(onCheck) {
      cancelled = false;
      for (const check of checks) {
        onCheck({ name: check.name, state: 'running', says: 'Looking.' });
        await heard('testConnection', check.name);
        if (cancelled) throw refuse('cancelled', 'Stopped. Nothing was sent.');
        onCheck(check);
      }
      return { at, server: SERVER, branch: 'main', checks };
    },
    async cancelConnection() {
      cancelled = true;
      await heard('cancelConnection');
    },
  };
}
