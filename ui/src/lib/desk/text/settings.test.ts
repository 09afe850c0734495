import { EditorView } from '@codemirror/view';
import { afterEach, expect, test } from 'vitest';

import { type Edited, edited } from '../../../test-editor';
import { settings } from '../../settings/settings.svelte';
import { type Switch, writing } from '../writing-settings.svelte';
import { paragraph } from './focus-mode';
import { keptPlace, resettled } from './settings';
import { shift } from './typewriter';

let open: Edited | undefined;
afterEach(() => {
  open?.end();
  open = undefined;
});

const off: Record<Switch, boolean> = {
  focus: false,
  typewriter: false,
  styling: false,
  spelling: false,
  pairs: false,
};

test('they are the settings of the file, a size of 0 as the window is large', () => {
  expect(writing.all).toMatchObject({ face: 'quattro', size: null, measure: 'normal', styling: true });
  expect([writing.untouched, writing.sizeIn(1280), writing.sizeIn(1680)]).toEqual([true, 15, 16]);
  writing.resize(1, 1280);
  writing.set({ face: 'inter', measure: 'narrow', spelling: false });
  writing.toggle('focus');
  expect(settings.all).toMatchObject({
    writing: { face: 'inter', size: 16, measure: 'narrow', focus: true },
    spelling: { check: false },
  });
  expect(writing.measureIn(1280)).toBeCloseTo(16 * 0.53 * 56);
  writing.set({ size: null });
  expect(settings.all.writing.size).toBe(0);
  for (let press = 0; press < 20; press++) writing.resize(1, 1280);
  expect(writing.sizeIn(1280)).toBe(22);
  expect(localStorage.length).toBe(0);
  writing.reset();
  expect([writing.untouched, writing.all.spelling]).toEqual([true, true]);
});

test('all can be changed while one writes; the caret and the text stay', () => {
  const editor = (open = edited('- [ ] **one**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nend‸'));
  const { contentDOM, dom } = editor.view;
  const set = (all: Record<Switch, boolean>) =>
    editor.view.dispatch({ effects: resettled(editor.view.state, all) });
  expect(contentDOM.querySelectorAll('.ms-box, .ms-table')).toHaveLength(2);
  expect(contentDOM.getAttribute('spellcheck')).toBe('true');
  set(off);
  expect(contentDOM.querySelectorAll('.ms-box, .ms-table')).toHaveLength(0);
  expect(contentDOM.textContent).toContain('- [ ] **one**');
  expect(contentDOM.getAttribute('spellcheck')).toBe('false');
  editor.type(' (');
  expect(editor.now.endsWith('end (‸')).toBe(true);
  set({ ...off, styling: true, focus: true, typewriter: true, pairs: true });
  expect(dom.classList).toContain('ms-focus');
  expect(dom.classList).toContain('ms-typewriter');
  expect([...contentDOM.querySelectorAll('.ms-here')].map(({ textContent }) => textContent)).toEqual([
    'end (',
  ]);
  expect(editor.now.endsWith('end (‸')).toBe(true);
});

test('the caret stays at its height on the screen when lines grow, and is left alone out of sight', () => {
  const { view } = (open = edited('one‸', []));
  const scrollDOM = document.createElement('div');
  scrollDOM.getBoundingClientRect = () => new DOMRect(0, 100, 400, 600);
  Object.defineProperty(scrollDOM, 'scrollTop', { value: 0, writable: true });
  let line = 20;
  const shown = {
    state: view.state,
    scrollDOM,
    requestMeasure: () => {},
    // It is the tenth line.
    coordsAtPos: () => ({
      left: 0,
      right: 1,
      top: 100 + 10 * line - scrollDOM.scrollTop,
      bottom: 130 + 10 * line,
    }),
  };
  const back = keptPlace(shown);
  line = 30;
  back();
  expect(scrollDOM.scrollTop).toBe(100);
  line = 3000;
  const away = keptPlace(shown);
  line = 20;
  away();
  expect(scrollDOM.scrollTop).toBe(100);
});

test('the paragraph of the caret ends at blank lines and at what is shown', () => {
  open = edited('one\ntwo‸\nthree\n\nfour', []);
  const { state } = open.view;
  expect(paragraph(state, { from: 0, to: state.doc.length })).toEqual({ first: 1, last: 3 });
  expect(paragraph(state, { from: 4, to: 7 })).toEqual({ first: 2, last: 2 });
});

test('the line of the caret goes to 45 parts of 100 of the height', () => {
  expect(shift({ top: 440, bottom: 460 }, { top: 0, height: 1000 })).toBe(0);
  expect(shift({ top: 640, bottom: 660 }, { top: 100, height: 1000 })).toBe(100);
});

test('lines from the right', () => {
  const text = 'words\nשלום world\n## مرحبا\nabc שלום\n- [ ] שלום\n```\nשלום\n```\n123 !‸';
  open = edited(text);
  const turned = [...open.view.contentDOM.querySelectorAll('.cm-line[dir="rtl"]')];
  expect(turned).toHaveLength(3);
  expect(open.view.state.facet(EditorView.perLineTextDirection)).toBe(true);
  open.view.dispatch({ changes: { from: 0, insert: 'ש' } });
  expect(open.view.contentDOM.querySelectorAll('.cm-line[dir="rtl"]')).toHaveLength(4);
});
