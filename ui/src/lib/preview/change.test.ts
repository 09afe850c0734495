import { describe, expect, test } from 'vitest';

import type { BlockMark, PagePatch, PreviewView } from '$backend/types';

import { BLOCK, parsePage } from './blocks';
import { exchangeBlocks, pageOf } from './change';
import { patchPage } from './patch';

/** A page of blocks, a line each with an empty one between. */
function view(blocks: string[], number = 1, head = '<head></head>'): PreviewView {
  let html = `<!doctype html><html lang="en">${head}<body><main><article>`;
  const marks: BlockMark[] = [];
  blocks.forEach((block, index) => {
    marks.push({ offset: html.length, line: 1 + 2 * index, endLine: 1 + 2 * index });
    html += `${block}\n`;
  });
  return { seq: number, number, html: `${html}</article></main></body></html>`, marks };
}

/** The exchange that the library sends: blocks `from` to `to` of the old page for those of the new one. */
function patchOf(old: PreviewView, now: PreviewView, from: number, to: number, count: number): PagePatch {
  const offset = (view: PreviewView, at: number) => view.marks[at]?.offset ?? view.html.indexOf('</article>');
  const splices = [
    {
      from: offset(old, from),
      to: offset(old, to),
      insert: now.html.slice(offset(now, from), offset(now, from + count)),
    },
  ];
  const head = [old, now].map(({ html }) => html.slice(0, html.indexOf('<body')));
  if (head[0] !== head[1]) splices.unshift({ from: 0, to: head[0]?.length ?? 0, insert: head[1] ?? '' });
  const marks = now.marks.slice(from, from + count);
  const { seq, number } = now;
  return { seq, number, splices, from, to, marks, lines: 2 * (count - (to - from)) };
}

function shown({ html, marks }: PreviewView): Document {
  const frame = document.implementation.createHTMLDocument('frame');
  patchPage(frame, parsePage(html, marks));
  return frame;
}

const blocks = (frame: Document) => [...frame.querySelectorAll('article > *')];

describe.each([
  ['a letter', ['<p>a</p>', '<p>b</p>', '<p>c</p>'], ['<p>a</p>', '<p>b!</p>', '<p>c</p>'], [1, 2, 1]],
  ['another element', ['<p>a</p>', '<p>b</p>'], ['<p>a</p>', '<h2 id="b">b</h2>'], [1, 2, 1]],
  ['a block that comes', ['<p>a</p>', '<p>c</p>'], ['<p>a</p>', '<p>b</p>', '<p>c</p>'], [0, 1, 2]],
  ['a block that goes', ['<p>a</p>', '<p>b</p>', '<p>c</p>'], ['<p>a</p>', '<p>c</p>'], [0, 2, 1]],
  ['the last block', ['<p>a</p>'], ['<p>a</p>', '<pre>\n\nb</pre>'], [0, 1, 2]],
] as [string, string[], string[], [number, number, number]][])(
  '%s',
  (_, before, after, [from, to, count]) => {
    const [old, now] = [view(before), view(after, 2, '<head><title>t</title></head>')];
    const patch = patchOf(old, now, from, to, count);

    test('makes the new page of the old one', () => {
      expect(pageOf(old, { patch })).toEqual(now);
    });

    test('makes the new page in the frame, and touches nothing else', () => {
      const frame = shown(old);
      const others = blocks(frame).filter((_, index) => index < from || index >= to);
      expect(exchangeBlocks(frame, old, patch)).toBe(true);
      expect(frame.body.isEqualNode(shown(now).body)).toBe(true);
      expect(others.every((element) => blocks(frame).includes(element))).toBe(true);
      const numbers = blocks(frame).map((element) => element.getAttribute(BLOCK));
      expect(numbers).toEqual(after.map((_, index) => String(index)));
    });
  },
);

test('a frame that shows something else than the block alone needs a look at the whole page', () => {
  const [old, now] = [view(['<p>a</p>', '<p>b</p>']), view(['<p>a</p>', '<p>b!</p>'], 2)];
  const patch = patchOf(old, now, 1, 2, 1);
  for (const spoil of [
    (frame: Document) => frame.querySelector(`[${BLOCK}="1"]`)?.append('x'),
    (frame: Document) => frame.querySelector(`[${BLOCK}="1"]`)?.remove(),
    // An element that was left open before it holds it.
    (frame: Document) => {
      const block = frame.querySelector(`[${BLOCK}="1"]`) as Element;
      const holder = frame.createElement('div');
      block.replaceWith(holder);
      holder.append(block);
    },
  ]) {
    const frame = shown(old);
    spoil(frame);
    const before = frame.body.innerHTML;
    expect(exchangeBlocks(frame, old, patch)).toBe(false);
    expect(frame.body.innerHTML).toBe(before);
  }
});

test('a block with a picture, or that is not one element, is left to the whole page', () => {
  const old = view(['<p>a</p>', '<p>b</p>']);
  for (const block of ['<p><img src="x.png" alt=""></p>', '<p>b</p><p>c</p>', 'b']) {
    const now = view(['<p>a</p>', block], 2);
    expect(exchangeBlocks(shown(old), old, patchOf(old, now, 1, 2, 1)), block).toBe(false);
  }
});

test('what the reader opened stays open, and links open nowhere else', () => {
  const details = '<details><summary>s</summary><p>x</p></details>';
  const old = view(['<p>a</p>', `${details}`]);
  const frame = shown(old);
  const now = view(['<p><a href="/" target="_blank">a</a></p>', details], 2);
  frame.querySelector('details')?.setAttribute('open', '');
  expect(exchangeBlocks(frame, old, patchOf(old, now, 0, 1, 1))).toBe(true);
  expect(frame.querySelector('a')?.hasAttribute('target')).toBe(false);
  expect(frame.querySelector('details')?.hasAttribute('open')).toBe(true);
});
