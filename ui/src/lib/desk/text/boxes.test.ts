import { undo } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { afterEach, expect, test } from 'vitest';

import { type Edited, edited } from '../../../test-editor';
import { manuscript } from '../manuscript';

let open: Edited | undefined;
const edit = (text: string) => (open = edited(text));
afterEach(() => {
  open?.end();
  open = undefined;
});

const boxes = ({ view }: Edited) => [...view.contentDOM.querySelectorAll<HTMLElement>('[role="checkbox"]')];
const press = (box: HTMLElement | undefined) =>
  box?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));

test('tasks are drawn as boxes, with the bullet, and not where the caret is', () => {
  const editor = edit('- [ ] one\n- [x] two\n1. [ ] three\n\nend‸');
  expect(boxes(editor).map(({ ariaChecked }) => ariaChecked)).toEqual(['false', 'true', 'false']);
  expect(boxes(editor).every((box) => box.getAttribute('aria-label'))).toBe(true);
  expect(editor.view.contentDOM.querySelector('.cm-line')?.textContent).toBe(' one');
  expect(editor.view.contentDOM.querySelectorAll('.cm-line')[2]?.textContent).toBe('1.  three');
  editor.select(3);
  expect(boxes(editor)).toHaveLength(2);
  editor.select(8);
  expect(boxes(editor)).toHaveLength(3);
});

test('a click ticks and takes the tick away; the caret stays, and undo takes it back', () => {
  const editor = edit('- [ ] one\n- [x] two\n\nend‸');
  press(boxes(editor)[0]);
  press(boxes(editor)[1]);
  expect(editor.now).toBe('- [x] one\n- [ ] two\n\nend‸');
  undo(editor.view);
  expect(editor.text).toBe('- [x] one\n- [x] two\n\nend');
});

test('⌘↵ ticks the box of the line; where there is none it makes a line, as ever', () => {
  const editor = edit('- [ ] one‸\n\nwords');
  expect(editor.press('Enter', { ctrlKey: true })).toBe(true);
  expect(editor.now).toBe('- [x] one‸\n\nwords');
  editor.select(editor.text.length);
  editor.press('Enter', { ctrlKey: true });
  expect(editor.text).toBe('- [x] one\n\nwords\n');
});

test('brackets that are no task stay, and nothing is ticked where one can only read', () => {
  expect(boxes(edit('[ ] words\n\n```\n- [ ] code\n```\n\nend‸'))).toEqual([]);
  open?.end();
  open = edited('- [ ] one\n\nend‸', [manuscript({ undo() {}, redo() {} }), EditorState.readOnly.of(true)]);
  press(boxes(open)[0]);
  expect(open.text).toBe('- [ ] one\n\nend');
  expect(open.press('Enter', { ctrlKey: true })).toBe(false);
});
