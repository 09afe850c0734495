import { history } from '@codemirror/commands';
import { expect, test, vi } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import { pictures as words } from '$words/pictures';

import { Session } from './session.svelte';
import { note } from './text/note';

const PATH = 'posts/our-retries-were-the-outage.md';

async function open(before?: (command: string) => Promise<void> | undefined) {
  const backend = memory({ posts: ferrow(10), ...(before && { before }) });
  const session = new Session(backend, await backend.openPost(PATH), [history(), note]);
  const said = () => session.view.dom.querySelector('.ms-note')?.textContent;
  return { backend, session, said };
}

test('a chosen picture stands at the caret, goes to the library as an edit, and can be taken out by undo', async () => {
  const { session } = await open();
  const before = session.view.state.doc.toString();
  session.view.dispatch({ selection: { anchor: before.length } });
  await session.choosePictures();
  expect(session.view.state.doc.toString()).toContain('![](/images/chosen.png)');
  expect(session.lastPicture).toBe('static/images/chosen.png');
  await session.undo();
  expect(session.view.state.doc.toString()).toBe(before);
  session.end();
});

test('the last picture is made smaller once, and what came of it is said', async () => {
  const { session, said } = await open();
  await session.shrinkPicture();
  expect(said()).toBeUndefined();
  await session.choosePictures();
  await session.shrinkPicture();
  await vi.waitFor(() => expect(said()).toBe('It would not be smaller. Nothing was changed.'));
  expect(words.shrunk(3_250_586, 319_488)).toBe('The picture had 3.1 MB and has 312 KB now.');
  session.end();
});

test('where no dialog can be shown that is said below the text', async () => {
  const { session, said } = await open((command) =>
    command === 'choosePictures'
      ? Promise.reject(Object.assign(new Error(), { code: 'dialogs.none', message: 'No dialog.' }))
      : undefined,
  );
  await session.choosePictures();
  await vi.waitFor(() => expect(said()).toBe('No dialog.'));
  session.end();
});
