import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import { type Memory, memory } from '$backend/memory';
import { SURROUNDINGS, surroundingsOf } from '$words/surroundings';

import AuthorField from './AuthorField.svelte';
import DateField from './DateField.svelte';
import { Session } from './session.svelte';
import TagsField from './TagsField.svelte';

const context = new Map([[SURROUNDINGS, surroundingsOf('linux', () => '2026-06-04')]]);
const tags = { tags: [], fits: 9, short: false, asked: 0 };

const post = (name: string) => ({
  path: `posts/${name}.md`,
  head: `---\ntitle: ${name}\ndate: 2026-06-04T09:00:00+02:00\n---\n`,
  body: 'Text.\n',
  published: null,
});

async function two() {
  const backend = memory({ posts: [post('a'), post('b')] });
  const open = async (name: string) => new Session(backend, await backend.openPost(`posts/${name}.md`));
  return { backend, a: await open('a'), b: await open('b'), user: userEvent.setup() };
}

const head = (backend: Memory, name: string) =>
  backend.files.find(({ path }) => path === `posts/${name}.md`)?.head ?? '';

test('a tag that is typed when its post is left goes to that post', async () => {
  const { backend, a, user } = await two();
  render(TagsField, { props: { session: a, ...tags }, context });
  await user.click(screen.getByRole('button', { name: 'Add tag' }));
  await user.type(screen.getByRole('combobox'), 'tides');
  await a.flush();
  expect(head(backend, 'a')).toContain('tags: [tides]');
});

test('a tag that is typed for one post never comes to another', async () => {
  const { backend, a, b, user } = await two();
  const field = render(TagsField, { props: { session: a, ...tags }, context });
  await user.click(screen.getByRole('button', { name: 'Add tag' }));
  await user.type(screen.getByRole('combobox'), 'tides');
  await field.rerender({ session: b });
  await user.tab();
  await b.flush();
  expect(head(backend, 'b')).not.toContain('tides');
});

test('a name that is typed for one post never comes to another', async () => {
  const { backend, a, b, user } = await two();
  const field = render(AuthorField, { props: { session: a, authors: [], short: false }, context });
  await user.click(screen.getByRole('button', { name: /^Author/ }));
  await user.type(screen.getByRole('combobox'), 'Mirela Stan');
  await field.rerender({ session: b });
  await user.tab();
  await b.flush();
  expect(head(backend, 'b')).not.toContain('Mirela');
});

async function date() {
  const { backend, a, user } = await two();
  const library = await backend.overview();
  render(DateField, { props: { session: a, library, asked: 0 }, context });
  await user.click(screen.getByRole('button', { name: 'Date: Thu 4 Jun 2026' }));
  return { backend, a, user, input: screen.getByRole('textbox', { name: 'Date' }) };
}

test('a day is edited as text, and read back as the strip writes it', async () => {
  const { backend, user, input } = await date();
  expect(input).toHaveProperty('value', '2026-06-04');
  await user.clear(input);
  await user.type(input, '2026-6-12');
  expect(screen.getByText('Fri 12 Jun 2026')).toBeTruthy();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(head(backend, 'a')).toContain('date: 2026-06-12T09:00:00+02:00'));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getByRole('button', { name: 'Date: Fri 12 Jun 2026' })).toBe(document.activeElement);
});

test('arrows step by days, the page keys by months, and Esc changes nothing', async () => {
  const { backend, a, user, input } = await date();
  await user.type(input, '{ArrowDown}{PageUp}{PageUp}{ArrowUp}{ArrowUp}');
  expect(input).toHaveProperty('value', '2026-08-05');
  await user.keyboard('{Escape}');
  await a.flush();
  expect(head(backend, 'a')).toContain('date: 2026-06-04T09:00:00+02:00');
});

test('a day that there is not is said, and not taken', async () => {
  const { backend, user, input } = await date();
  await user.clear(input);
  await user.type(input, '2026-06-31{Enter}');
  expect(screen.getByRole('alert').textContent).toContain('There is no such day');
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(head(backend, 'a')).toContain('2026-06-04T09:00');
  await user.click(document.body);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a day that is typed when its post is left goes to that post', async () => {
  const { backend, a, user, input } = await date();
  await user.clear(input);
  await user.type(input, '2026-06-12');
  await a.flush();
  expect(head(backend, 'a')).toContain('2026-06-12T09:00');
});

test('a tag is added from the text, and Escape goes on writing there', async () => {
  const { a, user } = await two();
  document.body.append(a.view.dom);
  const field = render(TagsField, { props: { session: a, ...tags }, context });
  a.view.focus();
  await field.rerender({ asked: 1 });
  const input = await screen.findByRole('combobox');
  await waitFor(() => expect(document.activeElement).toBe(input));
  await user.keyboard('tides{Enter}{Escape}');
  await waitFor(() => expect(document.activeElement).toBe(a.view.contentDOM));
  expect(screen.queryByRole('combobox')).toBeNull();
  await waitFor(() => expect(a.head.fields.tags).toEqual(['tides']));
  // From its button, that has the keys again; who goes on to something else is there.
  await user.click(screen.getByRole('button', { name: 'Add tag' }));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add tag' })));
  await field.rerender({ asked: 2 });
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('combobox')));
  a.view.focus();
  await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
  expect(document.activeElement).toBe(a.view.contentDOM);
  a.view.dom.remove();
});
