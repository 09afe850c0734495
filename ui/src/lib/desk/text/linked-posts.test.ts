import { CompletionContext, currentCompletions, startCompletion } from '@codemirror/autocomplete';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { EditorState } from '@codemirror/state';
import { waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';

import { type Edited, edited } from '../../../test-editor';
import { completion } from './completion-sources';
import { linkedPosts } from './linked-posts';

let open: Edited | undefined;
afterEach(() => {
  open?.end();
  open = undefined;
});

async function typing(marked: string) {
  const backend = memory({ posts: ferrow(10) });
  const { rows } = await backend.posts({ group: 'all', sort: 'newest', offset: 0, limit: 10 });
  const [here, other] = rows;
  if (!here || !other) throw new Error('two posts');
  const { post } = await backend.openPost(here.path);
  const word = other.title.split(' ').find((word) => word.length > 4) ?? other.title;
  const source = linkedPosts(backend, () => ({ id: post, path: here.path }));
  open = edited(marked.replace('WORD', word), [markdown({ base: markdownLanguage }), completion([source])]);
  startCompletion(open.view);
  const offered = () => currentCompletions(open?.view.state as EditorState);
  return { view: open.view, here, other, offered };
}

test('a bracket and letters offer other posts, and the chosen one is linked as the library says', async () => {
  const { view, here, other, offered } = await typing('See [WORD‸] now');
  await waitFor(() => expect(offered().map(({ label }) => label)).toContain(other.title));
  expect(offered().map(({ label }) => label)).not.toContain(here.title);
  const found = offered().find(({ label }) => label === other.title);
  const from = view.state.doc.toString().indexOf('[') + 1;
  const apply = found?.apply;
  if (typeof apply !== 'function' || !found) throw new Error('it writes the link itself');
  apply(view, found, from, view.state.selection.main.head);
  const name = other.path.slice(other.path.lastIndexOf('/') + 1);
  await waitFor(() => expect(view.state.doc.toString()).toBe(`See [${other.title}](${name}) now`));
  expect(view.state.selection.main.head).toBe(`See [${other.title}](${name})`.length);
});

test('pictures, notes, boxes of tasks and addresses offer no posts; words do', async () => {
  const backend = memory({ posts: ferrow(10) });
  const source = linkedPosts(backend, () => ({ id: 's1', path: 'none.md' }));
  const asked = (text: string) =>
    source(new CompletionContext(EditorState.create({ doc: text }), text.length, false));
  for (const text of ['![retries', '[^retries', '- [ ', 'words [a](retries', '[r']) {
    expect(await asked(text), text).toBeNull();
  }
  expect(await asked('see [retries')).not.toBeNull();
});
