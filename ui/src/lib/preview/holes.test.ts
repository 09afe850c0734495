import { expect, test } from 'vitest';

import type { BlockMark, PictureFault, Problem } from '$backend/types';

import { BLOCK, blockOf, parsePage } from './blocks';
import { caretFor } from './caret-place';
import { broken, dig, type Ground, HOLE, ownPath } from './holes';
import { cardIn, drawMark, wholeInView } from './this-post';

const BASE = 'galley-image://localhost/posts/';
const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html');
const ground = (more: Partial<Ground> = {}): Ground => ({
  base: BASE,
  allowed: new Set(),
  faults: new Map(),
  again: new Map(),
  load: 'galley-image://localhost/load/1',
  problems: [],
  bodyLine: 1,
  blockOf: () => -1,
  ...more,
});

test('a picture of another server is a box with the way to load it, until the writer asks', () => {
  const html = '<p>a <img src="https://cdn.example/x.png"></p><p><img src="//cdn.example/y.png"></p>';
  const page = parse(html);
  const web = dig(page, ground({ base: 'https://own.example/posts/' }));
  expect(web.pictures).toBe(2);
  const first = page.querySelector(`[${HOLE}=remote]`);
  expect(first?.textContent).toContain('A picture from cdn.example');
  expect(first?.querySelector('a')?.getAttribute('href')).toBe('galley-image://localhost/load/1');
  expect(page.querySelector('img')?.hasAttribute('data-galley-hidden')).toBe(true);

  const loaded = parse(html);
  const holes = dig(
    loaded,
    ground({ allowed: new Set(['https://cdn.example']), base: 'https://own.example/' }),
  );
  expect(holes).toEqual({ servers: [], pictures: 0, embeds: 0 });
  expect(loaded.body.innerHTML).toBe(html);
});

test('a picture of the blog’s own is a box only with a reason', () => {
  const fault = (reason: PictureFault['reason'], size: number): PictureFault => ({
    reason,
    name: 'map.png',
    folder: 'posts/images',
    size,
  });
  const shown = (given: PictureFault) => {
    const page = parse('<img src="images/map.png"><img src="images/fine.png">');
    dig(page, ground({ faults: new Map([['posts/images/map.png', given]]) }));
    return [...page.querySelectorAll(`[${HOLE}]`)].map((hole) => hole.textContent);
  };
  expect(shown(fault('missing', 0))).toEqual(['map.png is not in posts/images']);
  expect(shown(fault('tooLarge', 80 << 20))).toEqual(['map.png, 80 MB, is too large to draw here']);
  expect(shown(fault('damaged', 9))[0]).toContain('may be damaged');
});

test('the box stands where the block stood', () => {
  const page = parse(`<iframe ${BLOCK}="3" src="https://video.example/1"></iframe>`);
  const holes = dig(page, ground());
  expect(holes).toEqual({ servers: [], pictures: 0, embeds: 1 });
  expect(page.querySelector(`[${BLOCK}="3"]`)?.textContent).toContain('A part from video.example');
});

test('a link that leads nowhere is marked in its own block, and no other', () => {
  const html =
    '<p>See <a href="gone.md">a</a> and <a href="there.md">b</a>.</p><p><a href="gone.md">c</a> <a href="one.md">d</a></p>';
  const marks: BlockMark[] = [
    { offset: 0, line: 1, endLine: 1 },
    { offset: html.indexOf('<p><a'), line: 3, endLine: 3 },
  ];
  const page = parsePage(html, marks);
  const problem: Problem = {
    code: 'link.missing',
    level: 'warning',
    message: 'The link to “gone.md” leads nowhere.',
    line: 7,
  };
  dig(page, ground({ problems: [problem], bodyLine: 5, blockOf: (line) => blockOf(line, marks) }));
  const marked = [...page.querySelectorAll('[data-galley-problem]')].map((link) => link.textContent);
  expect(marked).toEqual(['c']);
});

test('a picture that could not be drawn is found by its file, and asked for again', () => {
  const frame = parse(
    '<img src="a.png"><img src="b.svg"><img src="c.png"><img src="https://x.example/d.png">',
  );
  const [a, , c] = frame.querySelectorAll('img');
  for (const image of frame.querySelectorAll('img')) {
    Object.defineProperty(image, 'complete', { value: true });
    Object.defineProperty(image, 'naturalWidth', { value: image === c ? 40 : 0 });
  }
  expect(broken(frame, BASE)).toEqual(['posts/a.png']);
  expect(a?.getAttribute('src')).toBe('a.png');
  dig(frame, ground({ again: new Map([['posts/a.png', 2]]) }));
  expect([a, c].map((image) => image?.getAttribute('src'))).toEqual(['a.png?again=2', 'c.png']);
  expect(broken(frame, BASE)).toEqual(['posts/a.png']);
  expect(ownPath('../x y.png', BASE)).toBe('x%20y.png');
  expect(ownPath('https://x.example/d.png', BASE)).toBeNull();
});

test('a click goes to the word that was clicked, not to the first like it', () => {
  const text = 'Intro.\n\nA door is a *door*, said\nthe other door.\n';
  const html = '<p>Intro.</p><p>A door is a <em>door</em>, said\nthe other door.</p>';
  const marks: BlockMark[] = [
    { offset: 0, line: 1, endLine: 1 },
    { offset: html.indexOf('<p>A'), line: 3, endLine: 4 },
  ];
  const page = parsePage(html, marks);
  const [, block] = page.querySelectorAll('p');
  const nodes = [...(block?.childNodes ?? [])];
  const inner = nodes[1]?.firstChild;
  expect(inner && caretFor(inner, 2, marks, text)).toBe(text.indexOf('*door*') + 3);
  const last = nodes[2];
  const at = (last?.textContent ?? '').indexOf('door');
  expect(last && caretFor(last, at, marks, text)).toBe(text.lastIndexOf('door'));
  expect(block && caretFor(block, 0, marks, text)).toBe(8);
  expect(caretFor(page.body, 0, marks, text)).toBeNull();
});

test('the open post’s card is found by its link and marked outside the page', () => {
  const frame = parse(
    '<main><section class="lead"><h1><a href="b/">B</a></h1></section><ul><li><h2><a href="a/">A</a></h2></li><li><a href="b/">B</a></li></ul></main>',
  );
  const before = frame.body.innerHTML;
  expect(cardIn(frame, 'a/')?.nodeName).toBe('LI');
  expect(cardIn(frame, 'b/')?.className).toBe('lead');
  expect(cardIn(frame, 'c/')).toBeNull();
  const card = cardIn(frame, 'a/');
  if (card) card.getBoundingClientRect = () => new DOMRect(40, 100, 300, 80);
  const look = { label: 'This post', colour: 'blue', onColour: 'white', scale: 0.5 };
  expect(drawMark(frame, card, look)).toMatchObject({ x: 28, y: 88, width: 324, height: 104 });
  expect(frame.getElementById('galley-this-post')?.textContent).toBe('This post');
  expect(frame.body.innerHTML).toBe(before);
  expect(drawMark(frame, null, look)).toBeNull();
  expect(frame.getElementById('galley-this-post')).toBeNull();
});

test('the card is brought into view whole, and only when it is not', () => {
  const card = (y: number, height: number) => new DOMRect(0, y, 300, height);
  expect(wholeInView(card(100, 200), 0, 600)).toBeNull();
  expect(wholeInView(card(500, 200), 0, 600)).toBe(124);
  expect(wholeInView(card(500, 900), 0, 600)).toBe(476);
  expect(wholeInView(card(100, 200), 300, 600)).toBe(76);
});
