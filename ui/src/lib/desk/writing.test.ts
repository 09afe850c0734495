import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';

import { makeLink, toggleMark } from './writing';

const state = (doc: string, anchor: number, head = anchor) =>
  EditorState.create({ doc, selection: { anchor, head } });

function after(start: EditorState, spec: ReturnType<typeof toggleMark>) {
  const next = start.update(spec).state;
  const { from, to } = next.selection.main;
  return { text: next.doc.toString(), chosen: next.sliceDoc(from, to), next };
}

test.each([['**'], ['*'], ['`']])('%s goes round the selection, and away again', (mark) => {
  const once = after(state('one two', 4, 7), toggleMark(state('one two', 4, 7), mark));
  expect(once.text).toBe(`one ${mark}two${mark}`);
  expect(once.chosen).toBe('two');
  const twice = after(once.next, toggleMark(once.next, mark));
  expect(twice.text).toBe('one two');
  expect(twice.chosen).toBe('two');
});

test('marks inside the selection go away too', () => {
  const start = state('a **b** c', 2, 7);
  expect(after(start, toggleMark(start, '**')).text).toBe('a b c');
});

test('italic inside bold is added, not taken from the bold', () => {
  const start = state('**word**', 2, 6);
  expect(after(start, toggleMark(start, '*')).text).toBe('***word***');
});

test('without a selection the caret stands between the marks', () => {
  const { text, next } = after(state('', 0), toggleMark(state('', 0), '**'));
  expect(text).toBe('****');
  expect(next.selection.main.head).toBe(2);
});

test('words become a link that wants an address, an address one that wants words', () => {
  const words = after(state('see this', 4, 8), makeLink(state('see this', 4, 8)));
  expect(words.text).toBe('see [this]()');
  expect(words.next.selection.main.head).toBe(words.text.length - 1);
  const url = after(state('https://a.example', 0, 17), makeLink(state('https://a.example', 0, 17)));
  expect(url.text).toBe('[](https://a.example)');
  expect(url.next.selection.main.head).toBe(1);
});
