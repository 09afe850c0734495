import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, expect, test, vi } from 'vitest';

import type { Pasted, PictureAdded } from '$backend/types';
import { pictures as words } from '$words/pictures';

import { note } from './note';
import { pictures } from './pictures';

const added = (more: Partial<PictureAdded> = {}): PictureAdded => ({
  address: 'images/chart.png',
  path: 'posts/images/chart.png',
  picture: true,
  bytes: 2048,
  before: 2048,
  ...more,
});

let view: EditorView | undefined;
afterEach(() => view?.destroy());

function open(
  doc: string,
  put: (name: string, bytes: Uint8Array) => Promise<PictureAdded>,
  readOnly = false,
  untold: () => Promise<Pasted> = () => Promise.resolve({}),
) {
  view = new EditorView({
    parent: document.body,
    state: EditorState.create({
      doc,
      selection: { anchor: doc.length },
      extensions: [pictures({ put, untold }), note, EditorState.readOnly.of(readOnly)],
    }),
  });
  return view;
}

/** jsdom has no clipboard: the event carries what one would. */
function pasted(view: EditorView, files: File[], text = ''): Event {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { files, getData: () => text, types: [], items: [] } });
  view.contentDOM.dispatchEvent(event);
  return event;
}

const file = (name: string) => new File([new Uint8Array([1, 2, 3])], name);
const said = (view: EditorView) => view.dom.querySelector('.ms-note')?.textContent;

test('a pasted picture is stored and named where the caret is, which waits for its description', async () => {
  const store = vi.fn().mockResolvedValue(added());
  const view = open('Words', store);
  expect(pasted(view, [file('image.png')]).defaultPrevented).toBe(true);
  await vi.waitFor(() => expect(view.state.doc.toString()).toBe('Words\n\n![](images/chart.png)'));
  expect(store).toHaveBeenCalledWith('image.png', new Uint8Array([1, 2, 3]));
  expect(view.state.selection.main.head).toBe('Words\n\n!['.length);
  await vi.waitFor(() =>
    expect(said(view)).toBe(`${words.added('posts/images/chart.png', 2048)} ${words.describe}`),
  );
});

test('what is typed while it is stored stays, and the picture stands where it was meant', async () => {
  let done: (value: PictureAdded) => void = () => undefined;
  const view = open('One\n', () => new Promise((resolve) => (done = resolve)));
  pasted(view, [file('a.png')]);
  await vi.waitFor(() => expect(said(view)).toBe(words.adding('a.png')));
  view.dispatch({ changes: { from: 0, insert: 'Before. ' } });
  done(added());
  await vi.waitFor(() => expect(view.state.doc.toString()).toBe('Before. One\n\n![](images/chart.png)'));
});

test('documents are linked by their names, and a large photo says how it becomes smaller', async () => {
  const pdf = added({ address: 'images/a.pdf', path: 'posts/images/a.pdf', picture: false });
  const photo = added({ width: 4000, height: 3000, bytes: 3_000_000, before: 3_100_000 });
  const answers = [pdf, photo];
  const view = open('', () => Promise.resolve(answers.shift() as PictureAdded));
  pasted(view, [file('a.pdf'), file('b.jpg')]);
  await vi.waitFor(() => expect(view.state.doc.toString()).toContain('[a.pdf](images/a.pdf)'));
  await vi.waitFor(() => expect(view.state.doc.toString()).toContain('![](images/chart.png)'));
  await vi.waitFor(() => expect(said(view)).toContain(words.large(4000, 3000)));
  expect(said(view)).toContain(words.cleaned);
});

test('a refusal is said and changes nothing; text that came along is the paste; a locked text takes none', async () => {
  const refused = vi.fn().mockRejectedValue({ code: 'picture.kind', message: 'Not that.', hint: 'Another.' });
  const view = open('Words', refused);
  pasted(view, [file('run.exe')]);
  await vi.waitFor(() => expect(said(view)).toBe('Not that. Another.'));
  expect(view.state.doc.toString()).toBe('Words');
  refused.mockClear();
  pasted(view, [file('word.png')], 'the words');
  expect(refused).not.toHaveBeenCalled();
  view.destroy();
  pasted(open('Locked', refused, true), [file('a.png')]);
  expect(refused).not.toHaveBeenCalled();
});

test('a paste that tells of nothing asks for what is on the clipboard; one of text, and a locked text, do not', async () => {
  const answers: Pasted[] = [{}, { picture: added() }, { words: 'and words\nof two lines' }];
  const untold = vi.fn(() => Promise.resolve(answers.shift() ?? {}));
  const put = vi.fn();
  const view = open('Words', put, false, untold);
  expect(pasted(view, []).defaultPrevented).toBe(true);
  // All three at once: they are answered one after the other.
  pasted(view, []);
  view.dispatch({ selection: { anchor: 0 } });
  pasted(view, []);
  await vi.waitFor(() =>
    expect(view.state.doc.toString()).toBe('and words\nof two linesWords\n\n![](images/chart.png)'),
  );
  expect(untold).toHaveBeenCalledTimes(3);
  // WebKitGTK tells no type of words that come as UTF8_STRING alone.
  pasted(view, [], 'of a terminal');
  view.destroy();
  pasted(open('Locked', put, true, untold), []);
  expect(untold).toHaveBeenCalledTimes(3);
  expect(put).not.toHaveBeenCalled();
});

test('a picture that follows another one at once stands behind it, and not in its description', async () => {
  const answers = [added(), added({ address: 'images/two.png' })];
  view = new EditorView({
    parent: document.body,
    state: EditorState.create({
      extensions: [
        markdown({ base: markdownLanguage }),
        pictures({ put: () => Promise.resolve(answers.shift() as PictureAdded), untold: vi.fn() }),
        note,
      ],
    }),
  });
  pasted(view, [file('a.png')]);
  await vi.waitFor(() => expect(view?.state.doc.toString()).toBe('![](images/chart.png)'));
  pasted(view, [file('b.png')]);
  await vi.waitFor(() =>
    expect(view?.state.doc.toString()).toBe('![](images/chart.png)\n\n![](images/two.png)'),
  );
});

test('words that the page was told nothing of go over what is selected', async () => {
  const view = open('Old words', vi.fn(), false, () => Promise.resolve({ words: 'New' }));
  view.dispatch({ selection: { anchor: 0, head: 3 } });
  pasted(view, []);
  await vi.waitFor(() => expect(view.state.doc.toString()).toBe('New words'));
  expect(view.state.selection.main.head).toBe(3);
});
