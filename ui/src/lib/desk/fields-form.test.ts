import { EditorView } from '@codemirror/view';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { memory, type MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';

import App from '../shell/App.svelte';

const HEAD = `---
title: Odd
updated: 2026-02-31
slug: odd
featured: no
weight: 20
aliases: [/old/, /older/]
---
`;

async function opened(head = HEAD, options: MemoryOptions = {}, published: string | null = null) {
  const posts = ferrow(6);
  posts.unshift({ path: 'posts/odd.md', head, body: 'Text.\n', published });
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

/** Holds the answers to this command back. */
function held(command: string) {
  let go = () => {};
  let holding: Promise<void> | undefined = new Promise((answer) => (go = answer));
  const before = (asked: string) => (asked === command ? holding : undefined);
  const hold = () => (holding = new Promise((answer) => (go = answer)));
  const release = () => {
    holding = undefined;
    go();
  };
  return { before, hold, release };
}

const BARE = '---\ntitle: Bare odd\n---\n';

test('the first row has the focus when the rows are there, and no button before it', async () => {
  const { before, release } = held('fieldUses');
  const { form } = await opened(BARE, { before });
  await waitFor(() => expect(document.activeElement).toBe(form));
  // The head is there and its one field stands in the strip: no row is drawn that another one would come above.
  await waitFor(() => expect(form.querySelector('.head-text .cm-line')?.textContent).toBe('---'));
  expect(within(form).queryByRole('button', { name: 'Add a field…' })).toBeNull();
  release();
  await within(form).findByLabelText('Description');
  const first = form.querySelector('[data-field] input');
  expect(first).toBe(within(form).getByLabelText('Web address'));
  await waitFor(() => expect(document.activeElement).toBe(first));
});

test('whoever is elsewhere when the rows come stays there', async () => {
  const { before, release } = held('fieldUses');
  const { form } = await opened(BARE, { before });
  const title = screen.getByRole('textbox', { name: 'Title' });
  title.focus();
  release();
  await within(form).findByLabelText('Description');
  await within(form).findByText(/Others here use|Add a field…/);
  expect(document.activeElement).toBe(title);
});

test('a field is said to be empty when it is, and not while it is typed or taken', async () => {
  const { before, hold, release } = held('headForm');
  release();
  const { user, form, file } = await opened(BARE, { before });
  const description = await within(form).findByLabelText('Description');
  const row = description.closest('[data-field]');
  const says = 'Empty, so the file has no such line';
  expect(row?.textContent).toContain(says);
  await user.type(description, 'Four');
  expect(row?.textContent).not.toContain(says);
  hold();
  description.blur();
  await waitFor(() => expect(file()).toContain('description: Four\n'));
  expect(description).toHaveProperty('value', 'Four');
  expect(row?.textContent).not.toContain(says);
  release();
  description.focus();
  await user.clear(description);
  // The file still has the line.
  expect(row?.textContent).not.toContain(says);
  description.blur();
  await waitFor(() => expect(file()).toBe(BARE));
  await waitFor(() => expect(row?.textContent).toContain(says));
});

test('a list is said to be empty when nothing is typed into it', async () => {
  const { user, form, file } = await opened();
  await user.click(await within(form).findByRole('button', { name: 'Remove the field Old addresses' }));
  await user.click(await within(form).findByRole('button', { name: 'Add a field…' }));
  await user.keyboard('aliases');
  const kind = within(form).getByLabelText('What it holds');
  expect(kind.parentElement?.querySelector('svg')).toBeTruthy();
  await user.selectOptions(kind, 'list');
  await user.click(within(form).getByRole('button', { name: 'Add' }));
  const box = await within(form).findByRole('combobox', { name: /Add to/ });
  const row = box.closest('[data-field]');
  const says = 'Empty, so the file has no such line';
  await waitFor(() => expect(row?.textContent).toContain(says));
  await user.type(box, '/o');
  expect(row?.textContent).not.toContain(says);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(row?.textContent).toContain(says));
  await user.type(box, '/old/{Enter}');
  expect(row?.textContent).not.toContain(says);
  await waitFor(() => expect(file()).toContain('aliases: [/old/]\n'));
  expect(row?.textContent).not.toContain(says);
});

test('the marks go when the server has the lines, and come with the next edit', async () => {
  const { backend, user, form } = await opened(HEAD, {}, `${HEAD}Text.\n`);
  const order = await within(form).findByLabelText('Order');
  await user.tripleClick(order);
  await user.keyboard('21{Enter}');
  await within(form).findByText('This save changes 1 line.');
  await waitFor(() => expect(form.querySelectorAll('.cm-line.come').length).toBe(1));
  await backend.savePost('s1');
  await within(form).findByText('Saved. 1 line differs from what the server has.');
  expect(form.querySelectorAll('.cm-line.come').length).toBe(1);
  // Publishing a post that is no draft changes nothing in it: the library tells its list alone.
  const post = backend.files.find(({ path }) => path === 'posts/odd.md');
  if (post) post.published = post.head + post.body;
  backend.emit({ event: 'indexChanged', revision: 99 });
  await within(form).findByText('This save changes nothing here.');
  expect(within(form).getByText(/The file and the server have these 8 lines/)).toBeTruthy();
  await waitFor(() => expect(form.querySelector('.come, .gone')).toBeNull());
  expect(within(form).queryByRole('button', { name: /Put/ })).toBeNull();
  await user.tripleClick(order);
  await user.keyboard('22{Enter}');
  await user.click(await within(form).findByRole('button', { name: 'Put line 6 back' }));
  await waitFor(() => expect(order).toHaveProperty('value', '21'));
  await within(form).findByText('This save changes nothing here.');
});

test('the button that opens the form has the words of both states, so that it does not move', async () => {
  await opened();
  const open = screen.getByRole('button', { name: 'Fields' });
  expect(open.textContent).toMatch(/more fields/);
});
