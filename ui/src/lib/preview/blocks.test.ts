import { expect, test } from 'vitest';

import { page } from '$backend/memory/page';

import { BLOCK, blockOf, parsePage } from './blocks';
import { drawBar, scrollTo } from './caret-bar';
import { patchPage } from './patch';

const FACTS = { blog: 'B', title: 'T', author: 'A', day: '2026-06-04', minutes: 1, tags: [] };
const shown = (body: string) => page(FACTS, body, 1);

test('each block of the text finds its element', () => {
  const view = shown('First.\n\n## Head\n\n- a\n- b\n\nLast.');
  const parsed = parsePage(view.html, view.marks);
  const names = [...parsed.querySelectorAll(`[${BLOCK}]`)].map(
    (element) => `${element.getAttribute(BLOCK)} ${element.nodeName}`,
  );
  expect(names).toEqual(['0 P', '1 H2', '2 UL', '3 P']);
  expect(parsed.documentElement.outerHTML).not.toContain('galley-block:');
});

test('the page with signs taken out is the page without them', () => {
  const html = '<html><body><p>a</p>\n<div><p>b</p>\n<p>c</p></div></body></html>';
  const marks = ['<p>a', '<div>', '<p>c'].map((at, line) => ({
    offset: html.indexOf(at),
    line,
    endLine: line,
  }));
  const parsed = parsePage(html, marks);
  parsed.querySelectorAll(`[${BLOCK}]`).forEach((element) => element.removeAttribute(BLOCK));
  expect(parsed.body.innerHTML).toBe(new DOMParser().parseFromString(html, 'text/html').body.innerHTML);
});

test.each([
  ['an open comment', '<p>a</p><!-- open <p>b</p> --><p>c</p>', '<p>b'],
  ['a text area', '<p>a</p><textarea><p>b</p></textarea>', '<p>b'],
  ['a style', '<p>a</p><style>p{}<p>b</p></style>', '<p>b'],
])('%s that swallows a sign leaves the page as it is', (_, html, at) => {
  const marks = [
    { offset: 0, line: 1, endLine: 1 },
    { offset: html.indexOf(at), line: 3, endLine: 3 },
  ];
  const parsed = parsePage(html, marks);
  const plain = new DOMParser().parseFromString(html, 'text/html');
  parsed.querySelectorAll(`[${BLOCK}]`).forEach((element) => element.removeAttribute(BLOCK));
  expect(parsed.body.innerHTML).toBe(plain.body.innerHTML);
});

test('marks that do not fit the page are passed over', () => {
  const marks = [
    { offset: 900, line: 1, endLine: 1 },
    { offset: 6, line: 2, endLine: 2 },
  ];
  expect(parsePage('<body><p>a</p>', marks).querySelector(`[${BLOCK}="1"]`)?.textContent).toBe('a');
});

test('a line belongs to the last block that begins at or above it', () => {
  const { marks } = shown('First.\n\nSecond\ngoes on.\n\nThird.');
  expect([1, 2, 3, 4, 5, 6, 99].map((line) => blockOf(line, marks))).toEqual([0, 0, 1, 1, 1, 2, 2]);
  expect(blockOf(0, marks)).toBe(-1);
  expect(blockOf(3, [])).toBe(-1);
});

test('a patch changes what differs and keeps the rest, opened details and all', () => {
  const frame = document.implementation.createHTMLDocument('frame');
  patchPage(
    frame,
    parsePage(
      '<body><p>one</p><details><summary>s</summary>x</details><a href="/" target="_blank">l</a></body>',
      [],
    ),
  );
  const [first, details] = [frame.querySelector('p'), frame.querySelector('details')];
  details?.setAttribute('open', '');
  expect(frame.querySelector('a')?.hasAttribute('target')).toBe(false);
  patchPage(
    frame,
    parsePage('<html lang="pl"><body><p>two</p><details><summary>s</summary>x</details></body></html>', []),
  );
  expect(frame.querySelector('p')).toBe(first);
  expect(first?.textContent).toBe('two');
  expect(frame.querySelector('details')).toBe(details);
  expect(details?.hasAttribute('open')).toBe(true);
  expect(frame.querySelector('a')).toBeNull();
  expect(frame.documentElement.lang).toBe('pl');
});

test('the bar stands beside the block, outside the body', () => {
  const frame = document.implementation.createHTMLDocument('frame');
  patchPage(frame, parsePage('<p>a</p><p>b</p>', [{ offset: 8, line: 3, endLine: 3 }]));
  const element = frame.querySelector(`[${BLOCK}="0"]`);
  if (element) element.getBoundingClientRect = () => new DOMRect(40, 120, 300, 54);
  expect(drawBar(frame, 0, 'rgb(1, 2, 3)', 0.5)).toEqual({ top: 120, bottom: 174 });
  const bar = frame.getElementById('galley-caret');
  expect(bar?.parentElement).toBe(frame.documentElement);
  expect(bar?.style).toMatchObject({ top: '120px', left: '26px', width: '4px', height: '54px' });
  patchPage(frame, parsePage('<p>c</p>', []));
  expect(frame.getElementById('galley-caret')).toBe(bar);
  expect(drawBar(frame, 5, 'red', 1)).toBeNull();
  expect(frame.getElementById('galley-caret')).toBeNull();
});

test('the frame scrolls only when the block is out of sight', () => {
  expect(scrollTo({ top: 100, bottom: 200 }, 0, 600)).toBeNull();
  expect(scrollTo({ top: 500, bottom: 900 }, 0, 600)).toBeNull();
  expect(scrollTo({ top: 700, bottom: 800 }, 0, 600)).toBe(224);
  expect(scrollTo({ top: 100, bottom: 200 }, 300, 600)).toBe(76);
  expect(scrollTo({ top: 5000, bottom: 7000 }, 0, 600)).toBe(4976);
  expect(scrollTo({ top: 0, bottom: 10 }, 300, 600)).toBe(0);
});
