import { EditorView } from '@codemirror/view';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, expect, test } from 'vitest';

import { memory, type MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';

import App from '../shell/App.svelte';

beforeEach(() => {
  localStorage.clear();
  window.innerWidth = 1280;
});

const HEAD = `---
title: Odd
updated: 2026-02-31
slug: odd
featured: no
weight: 20
aliases: [/old/, /older/]
---
`;

async function opened(head = HEAD, options: MemoryOptions = {}) {
  const posts = ferrow(6);
  posts.unshift({ path: 'posts/odd.md', head, body: 'Text.\n', published: null });
  const backend = memory({ posts, ...options });
  render(App, { backend, app: await backend.app() });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  const list = await screen.findByRole('listbox', { name: 'Posts' });
  await user.click(
    (await within(list).findAllByText(head === HEAD ? 'Odd' : 'odd', { exact: false }))[0] as Element,
  );
  await screen.findByTestId('manuscript');
  const button = screen.getByRole('button', { name: /more field|^Fields$/ });
  button.focus();
  await user.keyboard('{Enter}');
  const form = await screen.findByTestId('fields-form');
  const file = () => backend.files.find(({ path }) => path === 'posts/odd.md')?.head ?? '';
  return { backend, user, form, file };
}

const focused = (form: HTMLElement) =>
  waitFor(() => expect(form.contains(document.activeElement)).toBe(true));

test('the form opens by key, its controls have names, axe minds nothing, Escape gives the focus back', async () => {
  const { user, form } = await opened();
  const address = await within(form).findByLabelText('Web address');
  await waitFor(() => expect(document.activeElement).toBe(address));
  for (const label of ['Updated', 'Order', 'Description'])
    expect(within(form).getByLabelText(label)).toBeTruthy();
  expect(
    within(form).getByRole('checkbox', { name: 'Front page: Featured, first on the page' }),
  ).toHaveProperty('checked', false);
  expect(within(form).getByRole('group', { name: 'Old addresses' })).toBeTruthy();
  expect(within(form).getByRole('textbox', { name: 'The head of the file, as text' })).toBeTruthy();
  expect(screen.getByTestId('manuscript').closest<HTMLElement>('.panes')?.inert).toBe(true);
  const { violations } = await axe.run(form, {
    rules: {
      'color-contrast': { enabled: false },
      'frame-tested': { enabled: false },
      region: { enabled: false },
    },
    iframes: false,
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByTestId('fields-form')).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole('button', { name: /more field/ }));
});

test('a field is edited by keyboard, the file has that line alone, and the foot says so', async () => {
  const { user, form, file } = await opened();
  const order = await within(form).findByLabelText('Order');
  await user.tripleClick(order);
  await user.keyboard('21{Enter}');
  await waitFor(() => expect(file()).toBe(HEAD.replace('weight: 20', 'weight: 21')));
  await within(form).findByText('This save changes 1 line.');
  expect(within(form).getByText(/The other 7 stay as they are/)).toBeTruthy();
  await user.click(within(form).getByRole('radio', { name: 'Only changes' }));
  expect(within(form).getByText('Line 6 was: weight: 20')).toBeTruthy();
  expect(within(form).getByText('Line 6 is: weight: 21')).toBeTruthy();
  await user.click(within(form).getByRole('button', { name: 'Put line 6 back' }));
  await waitFor(() => expect(file()).toBe(HEAD));
  await within(form).findByText('No line is another one.');
});

test('a tick keeps the manner of the word, a list goes item by item', async () => {
  const { user, form, file } = await opened();
  const tick = await within(form).findByRole('checkbox', { name: /Front page/ });
  tick.focus();
  await user.keyboard(' ');
  await waitFor(() => expect(file()).toContain('featured: yes\n'));
  await user.click(within(form).getByRole('button', { name: 'Remove /old/' }));
  await waitFor(() => expect(file()).toContain('aliases: [/older/]\n'));
  await user.type(within(form).getByRole('combobox', { name: 'Add to Old addresses' }), '/new/{Enter}');
  await waitFor(() => expect(file()).toContain('aliases: [/older/, /new/]\n'));
});

test('a date that is none is refused: the words stay, the way to the text is there, Escape mends it', async () => {
  const { user, form, file } = await opened();
  const updated = await within(form).findByLabelText('Updated');
  expect(updated.getAttribute('aria-invalid')).toBe('true');
  await user.tripleClick(updated);
  await user.keyboard('2026-02-30{Enter}');
  const alert = await within(form).findByRole('alert');
  expect(alert.textContent).toContain('“2026-02-30” is not a date.');
  expect(updated).toHaveProperty('value', '2026-02-30');
  expect(file()).toBe(HEAD);
  await user.click(within(alert).getByRole('button', { name: 'Edit the head as text' }));
  const text = within(form).getByRole('textbox', { name: 'The head of the file, as text' });
  expect(document.activeElement).toBe(text);
  expect(window.getSelection()?.anchorNode?.parentElement?.closest('.cm-line')?.textContent).toContain(
    'updated',
  );
  updated.focus();
  await user.keyboard('{Escape}');
  expect(updated).toHaveProperty('value', '2026-02-31');
  expect(screen.getByTestId('fields-form')).toBeTruthy();
});

test('what is typed and refused keeps the form open once', async () => {
  const { user, form } = await opened();
  const order = await within(form).findByLabelText('Order');
  await user.tripleClick(order);
  await user.keyboard('many{Escape}');
  await within(form).findByText(/“many” is not a number/);
  await focused(form);
  await user.keyboard('{Escape}{Escape}');
  await waitFor(() => expect(screen.queryByTestId('fields-form')).toBeNull());
});

test('Escape closes the form from within a list too, and what was typed is kept when its button closes it', async () => {
  const { user, form, file } = await opened();
  (await within(form).findByRole('combobox', { name: 'Add to Old addresses' })).focus();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByTestId('fields-form')).toBeNull());
  const button = screen.getByRole('button', { name: /more field/ });
  await user.click(button);
  const order = await screen.findByLabelText('Order');
  await user.tripleClick(order);
  await user.keyboard('77');
  // As a click does where buttons take no focus.
  screen.getByRole('button', { name: 'Fields' }).dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await waitFor(() => expect(screen.queryByTestId('fields-form')).toBeNull());
  await waitFor(() => expect(file()).toContain('weight: 77\n'), { timeout: 300 });
});

test('fields are added from what others use, under a new name, and removed', async () => {
  const { user, form, file } = await opened();
  await user.click(await within(form).findByRole('button', { name: 'Remove the field Order' }));
  await waitFor(() => expect(file()).not.toContain('weight'));
  await user.click(within(form).getByRole('button', { name: 'Add a field…' }));
  const name = within(form).getByLabelText('Name of the field');
  expect(document.activeElement).toBe(name);
  await user.keyboard('slug');
  expect(within(form).getByText('The head has a field slug.')).toBeTruthy();
  await user.keyboard('{Enter}');
  expect(document.activeElement).toBe(name);
  await user.clear(name);
  await user.keyboard('rank');
  await user.selectOptions(within(form).getByLabelText('What it holds'), 'number');
  await user.keyboard('{Enter}');
  await user.click(within(form).queryByRole('button', { name: 'Add' }) ?? form);
  const rank = await within(form).findByLabelText('rank');
  await waitFor(() => expect(document.activeElement).toBe(rank));
  expect(file()).not.toContain('rank');
  await user.keyboard('3{Enter}');
  await waitFor(() => expect(file()).toContain('rank: 3\n'));
});

test('typing on after one Tab too many removes no field', async () => {
  const { user, form, file } = await opened();
  (await within(form).findByLabelText('Order')).focus();
  await user.tab();
  expect(document.activeElement?.getAttribute('aria-label') ?? '').not.toContain('Remove');
  within(form).getByRole('button', { name: 'Remove the field Order' }).focus();
  await user.keyboard('a b c');
  expect(file()).toBe(HEAD);
});

test('Escape leaves no text of the head behind that the file has not taken', async () => {
  const { backend, user, form } = await opened();
  backend.editHead = () =>
    Promise.reject(Object.assign(new Error(), { code: 'head.not-taken', message: 'This would be no head.' }));
  const head = form.querySelector<HTMLElement>('.head-text .cm-content');
  const view = head && EditorView.findFromDOM(head);
  view?.dispatch({ changes: { from: 0, insert: 'featured\n' }, userEvent: 'input.type' });
  await within(form).findByRole('button', { name: 'Back to what the file has' }, { timeout: 2000 });
  (await within(form).findByLabelText('Order')).focus();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement).toBe(head));
  expect(view?.state.doc.toString()).toContain('featured');
});

test('the head is edited as text, and undo takes it back', async () => {
  const { user, form, file } = await opened();
  const order = await within(form).findByLabelText('Order');
  const head = form.querySelector<HTMLElement>('.head-text .cm-content');
  expect(head?.textContent).toContain('weight: 20');
  const view = head && EditorView.findFromDOM(head);
  expect(view).toBeTruthy();
  const at = view?.state.doc.toString().indexOf('20\n') ?? 0;
  view?.dispatch({ changes: { from: at, to: at + 2, insert: '22' }, userEvent: 'input.type' });
  await waitFor(() => expect(file()).toContain('weight: 22\n'), { timeout: 2000 });
  await waitFor(() => expect(order).toHaveProperty('value', '22'));
  order.focus();
  await user.keyboard('{Meta>}z{/Meta}');
  await waitFor(() => expect(file()).toBe(HEAD));
  await waitFor(() => expect(view?.state.doc.toString()).toBe(HEAD.trimEnd()));
});

test('a head that cannot be read is text alone, with one sentence', async () => {
  const { form } = await opened('---\ntitle: odd\nweight: [\n');
  await within(form).findByText('The fields at the top could not be read.');
  expect(within(form).queryByRole('button', { name: 'Add a field…' })).toBeNull();
  expect(within(form).getByRole('textbox', { name: 'The head of the file, as text' })).toBeTruthy();
});

test('a post without a head is offered one', async () => {
  const { user, form, file } = await opened('');
  await user.click(await within(form).findByRole('button', { name: 'Add a head' }));
  await waitFor(() => expect(file()).toMatch(/^---\ntitle: .*\n---\n$/));
  await within(form).findByRole('button', { name: 'Add a field…' });
});
