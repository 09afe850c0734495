import { history } from '@codemirror/commands';
import { afterEach, expect, test, vi } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import type { PostView } from '$backend/types';

import { Session } from './session.svelte';

const PATH = 'posts/our-retries-were-the-outage.md';

async function open(path = PATH) {
  const backend = memory({ posts: ferrow(10) });
  const session = new Session(backend, await backend.openPost(path), history());
  const file = () => backend.files.find((post) => post.path === path);
  const type = (text: string) =>
    session.view.dispatch({ changes: { from: 0, insert: text }, userEvent: 'input.type' });
  const body = () => session.view.state.doc.toString();
  return { backend, session, file, type, body };
}

afterEach(() => void vi.useRealTimers());

test('problems are looked for one look at a time, and about the last text in the end', async () => {
  vi.useFakeTimers();
  const looks: (() => void)[] = [];
  const backend = memory({
    posts: ferrow(10),
    before: (command) => {
      if (command === 'checkPost') return new Promise<void>((go) => looks.push(go));
    },
  });
  const session = new Session(backend, await backend.openPost(PATH), history());
  const rest = () => vi.advanceTimersByTimeAsync(2000);
  await rest();
  expect(looks).toHaveLength(1);
  for (const text of ['First. ', 'Second. ', 'See [that](gone.md). ']) {
    session.view.dispatch({ changes: { from: 0, insert: text } });
    await rest();
  }
  expect(looks).toHaveLength(1);
  looks[0]?.();
  await rest();
  expect(looks).toHaveLength(2);
  const known = session.problems;
  looks[1]?.();
  await rest();
  expect(session.problems).not.toBe(known);
  expect(looks).toHaveLength(2);
  session.end();
});

test('what is typed reaches the library', async () => {
  const { session, file, type, body } = await open();
  type('First. ');
  type('Second. ');
  await session.flush();
  expect(file()?.body).toBe(body());
  expect(file()?.body.startsWith('Second. First. ')).toBe(true);
});

test('undo covers fields and body in one order', async () => {
  const { session, file, type, body } = await open();
  const [headAtFirst, bodyAtFirst] = [session.head.text, body()];
  await session.edit({ field: 'title', value: 'One' });
  type('typed ');
  await session.edit({ field: 'addTag', value: 'new' });
  await session.flush();
  expect(file()?.head).toContain('new]');

  await session.undo();
  await session.flush();
  expect(file()?.head).not.toContain('new]');
  expect(session.head.fields.title).toBe('One');
  expect(body()).toContain('typed ');

  await session.undo();
  await session.flush();
  expect(body()).toBe(bodyAtFirst);
  expect(session.head.fields.title).toBe('One');

  await session.undo();
  await session.flush();
  expect(session.head.text).toBe(headAtFirst);
  expect(file()?.head).toBe(headAtFirst);
  expect(file()?.body).toBe(bodyAtFirst);

  await session.redo();
  await session.redo();
  await session.redo();
  await session.flush();
  expect(session.head.fields.title).toBe('One');
  expect(session.head.fields.tags).toContain('new');
  expect(file()?.body.startsWith('typed ')).toBe(true);
});

test('a file that changed under a clean post: caret stays, undo does not bring the old text back', async () => {
  const { backend, session, file, body } = await open();
  const at = body().indexOf('nineteen');
  session.view.dispatch({ selection: { anchor: at } });
  backend.onEvent((event) => {
    if (event.event === 'postChanged') session.replaceWith(event.post);
  });
  backend.outside(PATH, `A new first line.\n\n${body()}`);
  const caret = session.view.state.selection.main.head;
  expect(body().startsWith('A new first line.')).toBe(true);
  expect(body().slice(caret, caret + 8)).toBe('nineteen');
  await session.undo();
  expect(body().startsWith('A new first line.')).toBe(true);
  await session.flush();
  expect(file()?.body).toBe(body());
});

test('words that are selected are counted, and none when nothing is', async () => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] });
  const { session, type } = await open();
  type('One two three. ');
  session.view.dispatch({ selection: { anchor: 0, head: 7 } });
  vi.advanceTimersToNextFrame();
  expect(session.selectedWords).toBe(2);
  session.view.dispatch({ selection: { anchor: 3 } });
  expect(session.selectedWords).toBe(0);
  session.end();
});

test("another session's view is not taken", async () => {
  const { session, body } = await open();
  const before = body();
  session.replaceWith({ ...({} as PostView), post: 'another', body: 'not mine', seq: 9 });
  expect(body()).toBe(before);
});

test('an edit of a field that is refused is said, and the field stays as it was', async () => {
  const { backend, session } = await open();
  const title = session.head.fields.title;
  backend.editField = () =>
    Promise.reject({ code: 'head.unreadable', message: 'The fields could not be read.' });
  await session.edit({ field: 'title', value: 'No' });
  expect(session.trouble?.code).toBe('head.unreadable');
  expect(session.head.fields.title).toBe(title);
});

test('a post that can only be read is not changed by undo', async () => {
  const backend = memory({ posts: ferrow(4) });
  const session = new Session(
    backend,
    { ...(await backend.openPost(PATH)), readOnly: 'Not UTF-8.' },
    history(),
  );
  expect(session.editable).toBe(false);
  expect(session.view.state.readOnly).toBe(true);
  await session.undo();
  await session.flush();
});

test('words are counted while one writes without a pause, and in a long text when the writer rests', async () => {
  vi.useFakeTimers();
  const { session, type } = await open();
  const words = () => session.length.words;
  const writes = async () => {
    const before = words();
    for (let key = 0; key < 10; key++) {
      type('one ');
      await vi.advanceTimersByTimeAsync(100);
    }
    return words() - before;
  };
  expect(session.save.state).toBe('saved');
  expect(await writes()).toBeGreaterThanOrEqual(7);
  expect(session.save.state).toBe('unsaved');
  type('long '.repeat(12_000));
  await vi.advanceTimersByTimeAsync(1000);
  expect(await writes()).toBe(0);
  await vi.advanceTimersByTimeAsync(1000);
  expect(words()).toBeGreaterThan(12_000);
});
