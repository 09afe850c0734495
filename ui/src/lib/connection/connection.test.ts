import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { memory } from '$backend/memory';
import { CHECKS } from '$backend/memory/connection';
import type { CheckName, ConnectionCheck } from '$backend/types';
import { connection as words } from '$words/connection';

import { opened } from '../../test-app';
import { ofConnection } from '../sync/remedy';
import { Connection } from './connection.svelte';

const settle = () => new Promise((go) => setTimeout(go, 0));

/** A server whose test waits before this line until it is let go. */
function heldAt(line: CheckName) {
  let go = () => {};
  const gate = new Promise<void>((open) => (go = open));
  const asked: string[] = [];
  const before = (command: string, name?: unknown) => {
    asked.push(command);
    if (command === 'testConnection' && name === line) return gate;
  };
  return { before, go: () => go(), asked };
}

const as = (state: ConnectionCheck['state']) =>
  CHECKS.map(({ name, says }): ConnectionCheck => ({ name, state, says }));

/** The app with the test opened from the server's panel. */
async function tested(options: Parameters<typeof opened>[0] = {}, prepare?: (backend: Backend) => void) {
  const found = await opened(options);
  prepare?.(found.backend);
  const status = screen.getByTestId('status-server');
  await found.user.click(status);
  await found.user.click(await screen.findByRole('button', { name: words.open }));
  const view = await screen.findByTestId('connection');
  return { ...found, status, view, inside: within(view) };
}
type Backend = Awaited<ReturnType<typeof opened>>['backend'];

const row = (name: CheckName) =>
  screen.getByTestId('connection').querySelector<HTMLElement>(`[data-check="${name}"]`);

test('every line has its place from the start, and says how it stands as it is told', async () => {
  const held = heldAt('send');
  const connection = new Connection(memory({ before: held.before }), 'git.ferrow.example');
  const done = connection.start();
  await settle();
  expect(connection.groups.map(({ name, rows }) => [name, rows.map((row) => row.name)])).toEqual([
    ['server', ['address', 'identity', 'send']],
    ['signIn', ['agent', 'key', 'credentialHelper']],
    ['here', ['name', 'signature', 'hooks', 'clock']],
  ]);
  expect(connection.rows.map(({ state }) => state).slice(0, 4)).toEqual(['good', 'good', 'running', 'waits']);
  expect([connection.running, connection.left, connection.chosen]).toEqual([true, 8, null]);
  held.go();
  await done;
  expect([connection.running, connection.left, connection.errors, connection.warnings]).toEqual([
    false,
    0,
    1,
    1,
  ]);
  expect(connection.report?.at).toBe('10:46');
});

test('the first that is to be mended is shown, else the first warning, else nothing', async () => {
  const backend = memory();
  const connection = new Connection(backend, undefined);
  await connection.start();
  expect(connection.chosen?.name).toBe('hooks');
  connection.choose('clock');
  expect(connection.chosen?.name).toBe('clock');
  // What says no more than its own line is not looked at.
  connection.choose('address');
  expect(connection.chosen?.name).toBe('hooks');
  backend.standsBetween(CHECKS.filter(({ state }) => state !== 'error'));
  await connection.start();
  expect(connection.chosen?.name).toBe('clock');
  expect(connection.rows.find(({ name }) => name === 'hooks')?.says).toBe(words.notTried);
  backend.standsBetween(as('good'));
  await connection.start();
  expect([connection.chosen, connection.open]).toEqual([null, []]);
  expect(connection.move(1)).toBeNull();
});

test('what was stopped keeps what is known; an error of the command is no report', async () => {
  const held = heldAt('identity');
  const connection = new Connection(memory({ before: held.before }), undefined);
  const done = connection.start();
  await settle();
  void connection.cancel();
  expect(connection.stopping).toBe(true);
  await settle();
  held.go();
  await done;
  expect([connection.stopped, connection.stopping, connection.failure, connection.report]).toEqual([
    true,
    false,
    null,
    null,
  ]);
  expect(connection.rows.map(({ state }) => state).slice(0, 3)).toEqual(['good', 'skipped', 'skipped']);

  const fails = new Connection(
    memory({
      before: (command) => {
        if (command === 'testConnection') throw { code: 'repository.none', message: 'No repository.' };
      },
    }),
    undefined,
  );
  await fails.start();
  expect([fails.running, fails.failure?.code, fails.stopped]).toEqual([false, 'repository.none', false]);
});

test('a line that is told after the end changes nothing', async () => {
  const backend = memory();
  let late: (check: ConnectionCheck) => void = () => undefined;
  const test = backend.testConnection.bind(backend);
  backend.testConnection = (onCheck) => {
    late = onCheck;
    return test(onCheck);
  };
  const connection = new Connection(backend, undefined);
  await connection.start();
  late({ name: 'address', state: 'running', says: 'Looking.' });
  expect(connection.rows[0]?.state).toBe('good');
});

test('the report as text has every line, its fix and what was tried', async () => {
  const connection = new Connection(memory(), undefined);
  await connection.start();
  const { text } = connection;
  expect(text).toMatch(/^Connection to git\.ferrow\.example, branch main, tried at 10:46\n\nThe server\n/);
  expect(text).toContain('Address (good, 0.3 s): git.ferrow.example answers.\n  ssh, 203.0.113.7 port 22');
  expect(text).toContain('\n\nSigning in\nAgent (good, 0.1 s): ');
  expect(text).toContain('Hook tools (to mend, 0.1 s): The check pre-commit calls npx');
  expect(text).toContain('  Fix: Install npx');
  expect(text).toContain('  Tried:\n    npx lint-staged\n    Not found in:\n    /usr/local/bin\n');
  for (const name of Object.values(words.checks)) expect(text).toContain(`${name} (`);
});

test('it opens from the panel of the server, says what it found, and is walked through by keys', async () => {
  const { user, inside, view } = await tested();
  expect(screen.queryByTestId('sync-panel')).toBeNull();
  await inside.findByText('1 to mend, 1 warning');
  expect(inside.getByRole('status').textContent).toBe('1 to mend, 1 warning');
  expect(inside.getByText(/git\.ferrow\.example, tried at 10:46\. Nothing is sent\./)).toBeTruthy();
  const lists = inside.getAllByRole('list');
  expect(lists.map((list) => within(list).getAllByRole('listitem').length)).toEqual([3, 3, 4]);
  expect(row('address')?.textContent.replace(/\s+/g, ' ')).toContain(
    'Address, good: git.ferrow.example answers.',
  );
  expect(row('address')?.tagName).toBe('DIV');
  expect(row('credentialHelper')?.textContent).toContain('skipped');

  const about = within(inside.getByRole('region', { name: words.about }));
  expect(row('hooks')?.getAttribute('aria-current')).toBe('true');
  expect(about.getByRole('heading', { name: /calls npx/ })).toBeTruthy();
  expect(about.getByText(/^Install npx/)).toBeTruthy();
  expect(about.getByText(/npx lint-staged/).tagName).toBe('PRE');
  expect(about.queryByRole('button')).toBeNull();

  expect(document.activeElement).toBe(inside.getByRole('region', { name: words.rows }));
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(row('clock'));
  expect(row('clock')?.getAttribute('aria-current')).toBe('true');
  expect(row('hooks')?.getAttribute('aria-current')).toBeNull();
  expect(about.getByText('Set this computer’s clock.')).toBeTruthy();
  await user.keyboard('k');
  expect(document.activeElement).toBe(row('hooks'));
  const found = await axe.run(view, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(found.violations.map(({ id }) => id)).toEqual([]);
});

test('while it runs it says how much is left, and one button stops it and begins it again', async () => {
  const held = heldAt('send');
  const { backend, user, inside, status } = await tested({ before: held.before });
  expect(await inside.findByText('8 of 10 still run')).toBeTruthy();
  expect(inside.getByText(/git\.ferrow\.example\. Nothing is sent\./)).toBeTruthy();
  expect(status.textContent.trim()).toBe(words.line);
  expect(row('send')?.textContent).toContain('running');
  expect(inside.queryByRole('button', { name: words.copy })).toBeNull();
  const button = inside.getByRole('button', { name: 'Cancel' });
  await user.click(button);
  expect(held.asked).toContain('cancelConnection');
  expect(inside.getByText(words.stopping)).toBeTruthy();
  held.go();
  await waitFor(() => expect(button.textContent.trim()).toBe(words.again));
  expect(document.activeElement).toBe(button);
  expect(inside.getByRole('status').textContent).toBe(words.stopped);
  backend.standsBetween(as('good'));
  await user.click(button);
  expect(await inside.findByText(words.nothing)).toBeTruthy();
  expect(inside.getByRole('status').textContent).toBe('Nothing to mend');
});

test('the report is copied, and the button says so', async () => {
  const { user, inside } = await tested();
  await user.click(await inside.findByRole('button', { name: words.copy }));
  await inside.findByRole('button', { name: 'Copied' });
  expect(await navigator.clipboard.readText()).toContain('Clock (warning');
});

test('why it could not be done is said beside the lines', async () => {
  const { inside } = await tested({
    before: (command) => {
      if (command === 'testConnection') throw { code: 'repository.none', message: 'No repository here.' };
    },
  });
  expect(await inside.findByRole('alert')).toBeTruthy();
  expect(inside.getByText('No repository here.')).toBeTruthy();
  expect(inside.getByText(words.failed)).toBeTruthy();
  expect(inside.getByRole('button', { name: words.again })).toBeTruthy();
});

test('Escape leaves it: what runs is stopped, and the keys go back to where they were', async () => {
  const held = heldAt('send');
  const { user, inside, status } = await tested({ before: held.before });
  await inside.findByText('8 of 10 still run');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByTestId('connection')).toBeNull());
  expect(held.asked).toContain('cancelConnection');
  await waitFor(() => expect(document.activeElement).toBe(status));
  expect(screen.getByTestId('desk').parentElement?.inert).toBe(false);
  held.go();
});

test('whoever goes on working leaves it', async () => {
  const { user, inside } = await tested();
  await inside.findByText('1 to mend, 1 warning');
  expect(screen.getByTestId('desk').parentElement?.inert).toBe(true);
  await user.keyboard('{Meta>}n{/Meta}');
  await screen.findByTestId('manuscript');
  expect(screen.queryByTestId('connection')).toBeNull();
});

test('it opens from the library menu too, where the status line has no room for the server', async () => {
  window.innerWidth = 640;
  await opened();
  const user = userEvent.setup();
  await fireEvent.resize(window);
  await user.click(screen.getByRole('button', { name: /library menu/ }));
  await user.click(await screen.findByRole('menuitem', { name: words.open }));
  const view = within(await screen.findByTestId('connection'));
  await user.click(await view.findByRole('button', { name: 'Close' }));
  expect(screen.queryByTestId('connection')).toBeNull();
});

test('a publish that did not get through offers it', async () => {
  for (const code of ['remote.gone', 'sign-in.wrong', 'sync.unreachable', 'sync.permission', 'sync.gone'])
    expect(ofConnection({ code, message: '' }), code).toBe(true);
  for (const code of ['sync.one-version', 'repository.locked', 'remotely'])
    expect(ofConnection({ code, message: '' }), code).toBe(false);
  const { user } = await opened({
    before: (command, step) => {
      if (command === 'publish' && step === 'send')
        throw { code: 'remote.unreachable', message: 'Out of reach.' };
    },
  });
  await user.click(await screen.findByText('A cache that remembers absence'));
  await screen.findByTestId('manuscript');
  await user.keyboard('{Meta>}{Shift>}p{/Shift}{/Meta}');
  const sheet = within(await screen.findByTestId('publish-sheet'));
  await settle();
  const send = await sheet.findByRole<HTMLButtonElement>('button', { name: 'Publish' });
  await waitFor(() => expect(send.disabled).toBe(false));
  // The sheet takes no click in its first moment: it is clicked until one counts.
  await waitFor(() => {
    send.click();
    expect(screen.queryByRole('button', { name: words.open })).not.toBeNull();
  });
  // What runs stands in a sheet of its own.
  await user.click(await screen.findByRole('button', { name: words.open }));
  const view = await screen.findByTestId('connection');
  expect(screen.queryByTestId('publish-sheet')).toBeNull();
  expect(view.contains(document.activeElement)).toBe(true);
  await within(view).findByText('1 to mend, 1 warning');
  await user.click(row('clock') ?? view);
  expect(row('clock')?.getAttribute('aria-current')).toBe('true');
});
