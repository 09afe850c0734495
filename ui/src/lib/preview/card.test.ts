import { expect, test } from 'vitest';

import { cardOf, cutAt, hostOf, trail } from './card';
import { ownHtml, rich } from './copy';

const PAGE = `<!doctype html><html><head><title>T</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="https://tide.example/a/">
<meta property="og:url" content="https://tide.example/posts/a/">
<meta property="og:title" content="A &amp; B"><meta property="og:site_name" content="Tide">
<meta property="og:description" content="About it."></head>
<body><main><h1>A &amp; B</h1><article>
<h2 id="x">One</h2>
<p>Some <a href="../b/">link</a> and <img src="c.png" alt="c">.</p>
<script>evil()</script><table><tr><td>1</td><td>2</td></tr></table>
<pre>a
  b</pre>
</article></main></body></html>`;

test('a card says what the page’s tags say, and nothing else', () => {
  expect(cardOf(PAGE)).toEqual({
    title: 'A & B',
    description: 'About it.',
    site: 'Tide',
    address: 'https://tide.example/posts/a/',
    picture: false,
    hidden: true,
  });
  const bare = cardOf('<title>T</title><body><meta property="og:title" content="not in the head">');
  expect(bare).toEqual({ title: '', description: '', site: '', picture: false, hidden: false });
});

test('texts are cut behind a word, and letters of several parts stay whole', () => {
  expect(cutAt('one two three', 13)).toEqual({ text: 'one two three', cut: false, all: 13 });
  expect(cutAt('one two three', 12)).toEqual({ text: 'one two…', cut: true, all: 13 });
  expect(cutAt('one two three', 7).text).toBe('one two…');
  expect(cutAt('日本語の文章です', 5).text).toBe('日本語の文…');
  expect(cutAt('a👩‍🔬b', 2)).toEqual({ text: 'a👩‍🔬…', cut: true, all: 3 });
});

test('an address is written as search engines write it', () => {
  expect(trail('https://tide.example/posts/a%20b/')).toBe('tide.example › posts › a b');
  expect(hostOf('https://tide.example:8080/a')).toBe('tide.example:8080');
  expect(trail('nonsense')).toBe('nonsense');
});

test('the post’s own HTML is what stands in the page, to the byte', () => {
  const own = ownHtml(PAGE);
  expect(PAGE).toContain(`<article>\n${own}\n</article>`);
  expect(own.startsWith('<h2 id="x">')).toBe(true);
  expect(ownHtml('<p>no article</p>')).toBe('');
});

test('rich text has the title, whole addresses and no script', () => {
  const { html, text } = rich(PAGE);
  expect(html).toContain('<h1>A &amp; B</h1>');
  expect(html).toContain('href="https://tide.example/b/"');
  expect(html).toContain('src="https://tide.example/a/c.png"');
  expect(html).not.toContain('evil');
  expect(text).toBe('A & B\n\nOne\n\nSome link and .\n\n1\t2\n\na\n  b');
});
