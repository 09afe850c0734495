import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { giveBack, LOOK } from './give-back';

let end: () => void;
let frame: HTMLIFrameElement;
let editor: HTMLTextAreaElement;

beforeEach(() => {
  vi.useFakeTimers();
  frame = document.createElement('iframe');
  frame.tabIndex = 0;
  editor = document.createElement('textarea');
  document.body.replaceChildren(editor, frame);
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  end = giveBack(
    () => frame,
    () => editor.focus(),
  );
});
afterEach(() => {
  end();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const looks = (count: number) => vi.advanceTimersByTime(count * LOOK);
function select(some: boolean) {
  if (!frame.contentWindow) throw new Error('the frame has no window');
  vi.spyOn(frame.contentWindow, 'getSelection').mockReturnValue({
    isCollapsed: !some,
    removeAllRanges: () => undefined,
  } as unknown as Selection);
}

test('after a click in the preview the keys go back to the text', () => {
  frame.focus();
  looks(2);
  expect(document.activeElement).toBe(frame);
  looks(1);
  expect(document.activeElement).toBe(editor);
});

test('they stay while something is selected there, and as long as the window lies behind another', () => {
  select(true);
  frame.focus();
  looks(10);
  expect(document.activeElement).toBe(frame);
  select(false);
  vi.mocked(document.hasFocus).mockReturnValue(false);
  looks(10);
  expect(document.activeElement).toBe(frame);
  vi.mocked(document.hasFocus).mockReturnValue(true);
  looks(3);
  expect(document.activeElement).toBe(editor);
});

test('who comes with Tab stays', () => {
  dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab' }));
  frame.focus();
  looks(10);
  expect(document.activeElement).toBe(frame);
  editor.focus();
  looks(2);
  frame.focus();
  looks(3);
  expect(document.activeElement).toBe(editor);
});

test('a click tells where it was, once, and never one on a link', () => {
  end();
  const heard: string[] = [];
  end = giveBack(
    () => frame,
    () => editor.focus(),
    (node, offset) => heard.push(`${node.textContent} ${offset}`),
  );
  const page = document.createElement('p');
  page.innerHTML = 'a <em>word</em> <a href="/">link</a>';
  const click = (anchorNode: Node | null | undefined) => {
    let left = anchorNode ?? null;
    const selection = {
      isCollapsed: true,
      get anchorNode() {
        return left;
      },
      anchorOffset: 2,
      removeAllRanges: () => (left = null),
    } as unknown as Selection;
    if (!frame.contentWindow) throw new Error('the frame has no window');
    vi.spyOn(frame.contentWindow, 'getSelection').mockReturnValue(selection);
    frame.focus();
    looks(3);
    expect(document.activeElement).toBe(editor);
    // The bar at the side is pressed: nothing in the page is meant.
    frame.focus();
    looks(3);
  };
  click(page.querySelector('em')?.firstChild);
  expect(heard).toEqual(['word 2']);
  click(page.querySelector('a')?.firstChild);
  expect(heard).toEqual(['word 2']);
});
