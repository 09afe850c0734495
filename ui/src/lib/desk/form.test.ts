import { history } from '@codemirror/commands';
import { expect, test } from 'vitest';

import { memory, type MemoryOptions } from '$backend/memory';
import type { FieldUses, FormField, HeadForm } from '$backend/types';

import { footOf } from './form-foot';
import { FieldForm } from './form.svelte';
import { isWide, offered, rowsOf } from './form-rows';
import { Session } from './session.svelte';

const PATH = 'posts/a.md';
const HEAD = `---
title: A
updated: 2026-02-31
slug: a
featured: no
series: doors # part 2
weight: 20
aliases: [/old/]
params:
  chart: {kind: line}
---
`;

const field = (path: string, more: Partial<FormField> = {}): FormField => ({
  path,
  kind: 'text',
  value: '',
  items: [],
  line: 1,
  fixed: false,
  ...more,
});

const uses: FieldUses = {
  posts: 10,
  fields: [
    { path: 'title', kind: 'text', role: 'title', posts: 10, values: [] },
    { path: 'description', kind: 'longText', role: 'description', posts: 9, values: [] },
    { path: 'comments', kind: 'yesNo', posts: 5, values: [] },
    { path: 'lastmod', kind: 'date', role: 'updated', posts: 6, values: [] },
    { path: 'chart', kind: 'asText', posts: 8, values: [] },
    { path: 'license', kind: 'text', posts: 4, values: [{ name: 'MIT', count: 3 }] },
    { path: 'params.author', kind: 'text', posts: 3, values: [] },
  ],
};

test('rows: known ones in their order, then the file’s order, maps last; the strip’s are left out', () => {
  const rows = rowsOf(
    [
      field('title', { role: 'title' }),
      field('map', { kind: 'asText' }),
      field('mood'),
      field('weight', { role: 'weight', kind: 'number' }),
      field('slug', { role: 'slug' }),
      field('draft', { role: 'draft', kind: 'yesNo' }),
      field('author', { role: 'authors' }),
    ],
    null,
    [],
  );
  expect(rows.map(({ path }) => path)).toEqual(['slug', 'weight', 'mood', 'map']);
  expect(rows.filter(isWide).map(({ path }) => path)).toEqual(['slug', 'map']);
});

test('what most posts have stands there empty, under one name; the rest is offered', () => {
  const own = [field('updated', { role: 'updated', kind: 'date' }), field('params', { kind: 'asText' })];
  const rows = rowsOf(own, uses, []);
  expect(rows.map(({ path, line }) => [path, line])).toEqual([
    ['description', undefined],
    ['updated', 1],
    ['comments', undefined],
    ['params', 1],
  ]);
  expect(rows.find(({ path }) => path === 'comments')?.value).toBe('false');
  expect(offered(rows, own, uses).map(({ path }) => path)).toEqual(['license']);
  const wanted = rowsOf(own, uses, [{ path: 'license', kind: 'text' }]);
  expect(wanted.find(({ path }) => path === 'license')?.values).toEqual([{ name: 'MIT', count: 3 }]);
  expect(offered(wanted, own, uses)).toEqual([]);
  const renamed = rowsOf(own, uses, [{ path: 'modified', kind: 'date', role: 'updated' }]);
  expect(renamed.some(({ path }) => path === 'modified')).toBe(false);
});

async function open(options: MemoryOptions = {}) {
  const backend = memory({
    posts: [{ path: PATH, head: HEAD, body: 'Text.\n', published: null }],
    ...options,
  });
  const session = new Session(backend, await backend.openPost(PATH), history());
  const form = new FieldForm(backend, session);
  await form.look();
  const row = (path: string) => {
    const found = form.rows.find((candidate) => candidate.path === path);
    if (!found) throw new Error(`no row for ${path}`);
    return found;
  };
  const head = () => backend.files[0]?.head ?? '';
  return { backend, session, form, row, head };
}

test('an edit changes its own line, and the lines are counted', async () => {
  const { form, row, head } = await open();
  expect(form.head?.save).toEqual({ changed: 0, kept: 11 });
  await form.set(row('featured'), 'true');
  await form.look();
  expect(head()).toBe(HEAD.replace('featured: no', 'featured: yes'));
  expect(form.head?.save).toEqual({ changed: 1, kept: 10 });
  expect(form.head?.lines.filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: 'featured: no', number: 5 },
    { kind: 'added', text: 'featured: yes', number: 5 },
  ]);
});

test('after a save the form still tells what changed since it was opened, and puts it back', async () => {
  const { form, row, session, head } = await open();
  await form.set(row('weight'), '21');
  await session.saveNow();
  await form.look();
  expect(form.head?.save.changed).toBe(0);
  expect(form.head?.since).toEqual({ changed: 1, kept: 10 });
  await form.putBack();
  expect(head()).toBe(HEAD);
  // The file has them at once, so that nothing is counted that no mark shows.
  expect(form.head?.save.changed).toBe(0);
  expect(form.head?.since.changed).toBe(0);
});

test('what is put back and cannot be saved is counted as what the save still has to do', async () => {
  const { backend, form, row, session } = await open();
  await form.set(row('weight'), '21');
  await session.saveNow();
  backend.savePost = () => Promise.resolve({ state: 'failed' });
  await form.putBack();
  expect(form.head).toMatchObject({ save: { changed: 1 }, since: { changed: 0 } });
  expect(session.save.state).toBe('failed');
});

test('the lines of a published post are marked against the server’s, until it has them', async () => {
  const post = { path: PATH, head: HEAD.replace('20', '19'), body: 'Text.\n', published: `${HEAD}Text.\n` };
  const { backend, form, row } = await open({ posts: [post] });
  expect(form.head).toMatchObject({ onServer: true, save: { changed: 0 }, since: { changed: 1 } });
  await form.set(row('featured'), 'true');
  expect(form.head).toMatchObject({ save: { changed: 1 }, since: { changed: 2 } });
  await backend.publish({ paths: [PATH], message: 'm', withEarlier: false, asDraft: false }, () => {});
  await form.look();
  expect(form.head).toMatchObject({ save: { changed: 0 }, since: { changed: 0, kept: 11 } });
  expect(form.head?.lines.every(({ kind }) => kind === 'same')).toBe(true);
});

test('an input keeps what was typed until the rows have it', async () => {
  const { form, row } = await open();
  const taken = form.set(row('weight'), '21');
  await taken;
  expect(row('weight').value).toBe('21');
});

const counts = (save: number, since: number, onServer = true) =>
  footOf({
    save: { changed: save, kept: 11 - save },
    since: { changed: since, kept: 11 - since },
    onServer,
  } as HeadForm);

test('the foot says what the save changes and, where the marks count otherwise, what they do', () => {
  const told = (save: number, since: number, onServer?: boolean) => {
    const { says, rest } = counts(save, since, onServer);
    return `${says} ${rest}`;
  };
  expect(told(1, 1)).toBe('This save changes 1 line. The other 10 stay as they are, byte for byte.');
  expect(told(1, 0)).toBe('This save changes 1 line. They are then as the server has them.');
  expect(told(1, 0, false)).toBe('This save changes 1 line. They are then as this form found them.');
  expect(told(1, 3)).toBe('This save changes 1 line. Then 3 lines differ from what the server has.');
  expect(told(2, 1, false)).toBe('This save changes 2 lines. Then 1 line is not as this form found it.');
  expect(told(0, 1)).toBe('Saved. 1 line differs from what the server has. The other 10 are the same.');
  expect(told(0, 2, false)).toBe(
    'Saved. 2 lines changed since this form was opened. The other 9 are the same.',
  );
  expect(told(0, 0)).toBe('This save changes nothing here. The file and the server have these 11 lines.');
  expect(told(0, 0, false)).toBe('This save changes nothing here. The file has these 11 lines.');
  expect(counts(0, 0).changed).toBe(false);
});

test('what is refused stays as typed, changes nothing, and is forgotten with the next edit', async () => {
  const { form, row, session, head } = await open();
  await form.set(row('updated'), '2026-02-30');
  expect(form.refusal('updated')).toMatchObject({ typed: '2026-02-30', error: { code: 'field.not-a-day' } });
  expect(head()).toBe(HEAD);
  expect(session.trouble).toBeNull();
  await form.set(row('updated'), '2026-02-28');
  expect(form.refusal('updated')).toBeUndefined();
  expect(head()).toContain('updated: 2026-02-28\n');
});

test('undo takes form, text and strip back in one order', async () => {
  const { form, row, session, head } = await open();
  await form.set(row('weight'), '21');
  session.view.dispatch({ changes: { from: 0, insert: 'New. ' }, userEvent: 'input.type' });
  await form.removeItem(row('aliases'), '/old/');
  await session.flush();
  expect(head()).toContain('aliases: []');
  await session.undo();
  await session.flush();
  expect(head()).toContain('aliases: [/old/]');
  expect(session.view.state.doc.toString()).toContain('New. ');
  await session.undo();
  await session.undo();
  await session.flush();
  expect(head()).toBe(HEAD);
});

test('a row that loses its line stays empty, one that is removed goes, one that is added comes', async () => {
  const { form, row, head } = await open();
  await form.set(row('slug'), '');
  await form.look();
  expect(head()).not.toContain('slug');
  expect(row('slug').line).toBeUndefined();
  await form.remove(row('series'));
  expect(head()).not.toContain('series');
  expect(form.rows.some(({ path }) => path === 'series')).toBe(false);
  form.add({ path: 'mood', kind: 'text' });
  expect(row('mood').value).toBe('');
  expect(head()).not.toContain('mood');
  await form.set(row('mood'), 'calm');
  await form.look();
  expect(head()).toContain('mood: calm\n');
});

test('one question is under way at a time, and the last state is the one that is shown', async () => {
  let [running, most, asked] = [0, 0, 0];
  const before = async (command: string) => {
    if (command !== 'headForm') return;
    asked++;
    most = Math.max(most, ++running);
    for (let turns = 0; turns < 5; turns++) await Promise.resolve();
    running--;
  };
  const { form, row } = await open({ before });
  asked = 0;
  const first = form.look();
  await Promise.resolve();
  const looks = [form.look(), form.look(), form.look()];
  await form.set(row('weight'), '30');
  await Promise.all([first, ...looks, form.look()]);
  expect(most).toBe(1);
  // Of seven, with the one that the edit asks itself.
  expect(asked).toBeLessThan(5);
  expect(row('weight').value).toBe('30');
});

test('a head that cannot be read gives no rows, and comes back when it is mended', async () => {
  const { form, session } = await open();
  await form.setHead(HEAD.replace(/---\n$/, ''));
  await form.look();
  expect(form.head?.textOnly).toBeTruthy();
  expect(form.rows).toEqual([]);
  await session.undo();
  await session.flush();
  await form.look();
  expect(form.head?.textOnly).toBeUndefined();
  expect(form.rows.length).toBe(7);
});
