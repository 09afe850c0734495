import { expect, test } from 'vitest';

import { bringIntoView, colour, findIn } from './find';

function body(html: string): HTMLElement {
  const page = document.implementation.createHTMLDocument('page');
  page.body.innerHTML = html;
  return page.body;
}
const texts = (html: string, wanted: string) => findIn(body(html), wanted).map(String);

test('words are found in any case, across emphasis and line breaks of the source', () => {
  expect(texts('<p>27 <b>re</b>quests per\n   tap. <i>Requests</i>!</p>', 'requests')).toEqual([
    'requests',
    'Requests',
  ]);
  expect(texts('<p>27 <b>re</b>quests per\n   tap.</p>', '27 REQUESTS per  tap')).toHaveLength(1);
});

test('a match does not go from one paragraph, row or line into the next', () => {
  expect(texts('<p>one</p><p>two</p>', 'onetwo')).toEqual([]);
  expect(texts('<p>one</p><p>two</p>', 'one two')).toEqual([]);
  expect(texts('<p>one<br>two</p>', 'onetwo')).toEqual([]);
  expect(texts('<table><tr><td>one</td><td>two</td></tr></table>', 'onetwo')).toEqual([]);
});

test('quotes and blanks are alike whatever their form; nothing is found for nothing', () => {
  expect(texts('<p>It’s “so”,&nbsp;he said</p>', '"so", he')).toHaveLength(1);
  expect(texts('<p>It’s</p>', "it's")).toEqual(['It’s']);
  expect(texts('<p>a</p>', '  ')).toEqual([]);
  expect(texts('<p>İstanbul ß</p>', 'stanbul ß')).toEqual(['stanbul ß']);
});

test('what is not shown is not found, and the page is as it was', () => {
  const html = '<style>p{color:red}</style><script>red</script><p>red</p>';
  const page = body(html);
  expect(findIn(page, 'red').map(String)).toEqual(['red']);
  expect(page.innerHTML).toBe(html);
});

test('matches do not overlap', () => {
  expect(texts('<p>aaaa</p>', 'aa')).toHaveLength(2);
});

test('all are coloured, and the one that one stands at otherwise', () => {
  class Highlight extends Set<Range> {}
  const highlights = new Map<string, Highlight>();
  const view = { CSS: { highlights }, Highlight } as unknown as Window;
  const found = findIn(body('<p>a b a c a</p>'), 'a');
  colour(view, found, 1);
  expect([...(highlights.get('galley-find-now') ?? [])]).toEqual([found[1]]);
  expect(highlights.get('galley-find')?.size).toBe(2);
  const before = highlights.get('galley-find');
  colour(view, [], 0);
  expect([...highlights.values()].map(({ size }) => size)).toEqual([0, 0]);
  expect(highlights.get('galley-find')).toBe(before);
});

test('a web view that cannot colour selects the one', () => {
  const found = findIn(body('<p>a b a</p>'), 'a');
  const chosen: Range[] = [];
  const selection = {
    removeAllRanges: () => chosen.splice(0),
    addRange: (range: Range) => chosen.push(range),
  };
  colour({ getSelection: () => selection } as unknown as Window, found, 1);
  expect(chosen).toEqual([found[1]]);
});

test('the page scrolls only to a match that is out of sight', () => {
  const to: number[] = [];
  const view = {
    innerHeight: 600,
    scrollY: 100,
    scrollTo: (_: number, y: number) => to.push(y),
  } as unknown as Window;
  const at = (top: number) => ({ getBoundingClientRect: () => new DOMRect(0, top, 10, 20) }) as Range;
  bringIntoView(view, at(300));
  bringIntoView(view, at(900));
  bringIntoView(view, at(-50));
  expect(to).toEqual([800, 0]);
});
