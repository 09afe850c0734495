import { undo } from '@codemirror/commands';
import { EditorView } from '@codemirror/view';
import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { MemoryOptions } from '$backend/memory';
import { FIRST } from '$backend/settings';

import { opened } from '../../test-app';

const post = (path: string, body: string) => ({
  path,
  head: `---\ntitle: ${path}\n---\n`,
  body,
  published: null,
});
const posts = () => [post('posts/one.md', 'First.\n'), post('posts/two.md', 'Second.\n')];

async function editor() {
  const text = await screen.findByTestId('manuscript');
  const view = EditorView.findFromDOM(text);
  if (!view) throw new Error('no editor');
  return view;
}

async function open(options: MemoryOptions = {}) {
  const app = await opened({ posts: posts(), ...options });
  const go = async (name: RegExp) => {
    await app.user.click(await screen.findByRole('option', { name }));
    await waitFor(async () => expect((await editor()).state.doc.toString()).toBeTruthy());
    return editor();
  };
  return { ...app, go };
}

function type(view: EditorView, at: number, insert: string) {
  view.dispatch({
    changes: { from: at, insert },
    selection: { anchor: at + insert.length },
    userEvent: 'input.type',
  });
}

test('another post and back: the caret is where it was, and what was typed can be taken back', async () => {
  const { go } = await open();
  type(await go(/one/), 5, ' words');
  await waitFor(async () => expect((await go(/two/)).state.sliceDoc()).toBe('Second.\n'));
  const back = await go(/one/);
  await waitFor(() => expect(back.state.sliceDoc()).toBe('First words.\n'));
  expect(back.state.selection.main.head).toBe(11);
  expect(undo(back)).toBe(true);
  expect(back.state.sliceDoc()).toBe('First.\n');
});

test('the next time the last post is on the desk, with its caret and what can be taken back', async () => {
  const memories = new Map<string, string>();
  const files = posts();
  const first = await open({ posts: files, memories });
  type(await first.go(/two/), 6, ' words');
  first.unmount();
  await waitFor(() => expect(memories.get('posts/two.md')).toContain('"history"'));
  expect(JSON.parse(memories.get('') ?? '')).toEqual({ post: 'posts/two.md' });
  await waitFor(() => expect(files[1]?.body).toBe('Second words.\n'));

  await open({ posts: files, memories });
  const view = await editor();
  expect(view.state.sliceDoc()).toBe('Second words.\n');
  expect(view.state.selection.main.head).toBe(12);
  await waitFor(() => expect(view.hasFocus).toBe(true));
  expect(undo(view)).toBe(true);
  expect(view.state.sliceDoc()).toBe('Second.\n');
});

test('a text that changed meanwhile has no history of another one; the caret is as near as can be', async () => {
  const memories = new Map<string, string>();
  const first = await open({ memories });
  type(await first.go(/one/), 5, ' words');
  first.unmount();
  await waitFor(() => expect(memories.has('posts/one.md')).toBe(true));

  await open({ posts: [post('posts/one.md', 'Short')], memories });
  const view = await editor();
  expect(view.state.sliceDoc()).toBe('Short');
  expect(view.state.selection.main.head).toBe(5);
  expect(undo(view)).toBe(false);
});

test('steps behind an edit of the fields are not kept: they could not be taken back in their order', async () => {
  const memories = new Map<string, string>();
  const first = await open({ memories });
  const view = await first.go(/one/);
  type(view, 0, 'a');
  const title = await screen.findByDisplayValue('posts/one.md');
  await first.user.type(title, '!');
  await first.user.tab();
  await waitFor(() => expect(first.backend.files[0]?.head).toContain('!'));
  type(view, 1, 'b');
  first.unmount();
  await waitFor(() => expect(memories.has('posts/one.md')).toBe(true));

  await open({ posts: first.backend.files.map((file) => ({ ...file })), memories });
  const again = await editor();
  expect(again.state.sliceDoc()).toBe('abFirst.\n');
  expect(undo(again)).toBe(true);
  expect(again.state.sliceDoc()).toBe('aFirst.\n');
  expect(undo(again)).toBe(false);
});

test('where nothing is to be opened again, nothing is; a broken memory and a post that is gone do no harm', async () => {
  const memories = new Map([['', '{"post":"posts/one.md"}']]);
  const { unmount } = await open({ memories, settings: { settings: notAgain() } });
  await screen.findAllByRole('option');
  expect(screen.queryByTestId('manuscript')).toBeNull();
  unmount();
  const other = await open({
    memories: new Map([
      ['', '{"post":"posts/gone.md"}'],
      ['posts/one.md', '{"x'],
    ]),
  });
  expect((await other.go(/one/)).state.sliceDoc()).toBe('First.\n');
  expect(screen.queryByRole('alert')).toBeNull();
});

const notAgain = () => ({ ...FIRST, reopen: false });
