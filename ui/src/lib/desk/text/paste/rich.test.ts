import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { toMarkdown } from './rich';
import { worthReading } from './worth';

const clip = (name: string) =>
  readFileSync(join(import.meta.dirname, 'fixtures', `${name}.html.txt`), 'utf8');

test('Word: headings, lists by their styles, tables; pictures on its disk are left out', () => {
  expect(toMarkdown(clip('word'))).toEqual({
    markdown: `# Night shift

The door did **not** open for *nineteen* minutes, see [the report](https://ferrow.example/posts/doors).

- One disk
  - grew slow
- The rest was us

Then:

1. Ask
2. Wait

| **Layer**  | **Tries** |
| ---        | ---       |
| App \\| web | 3         |`,
    picturesLeft: 1,
  });
});

test('Google Docs: what its styles say, lists in lists, ticked boxes', () => {
  expect(toMarkdown(clip('google-docs'))).toEqual({
    markdown: `## Three polite layers

Together they turn one slow disk into **27 requests** *per tap*~~, or ten~~. See [the plan](https://docs.google.com/document/d/1).

- App
  - retries
- Gateway

- [x] Told them`,
    picturesLeft: 0,
  });
});

test('a web page: code with its language, tasks, numbers, tables; no scripts, no pictures inside the text', () => {
  expect(toMarkdown(clip('web'))).toEqual({
    markdown: `## Retries

Use \`retry()\` with [backoff](../guide/backoff.md), not this. ![A graph](https://ferrow.example/img/a%20b.png)

\`\`\`rust
fn main() {
    retry(3);
}
\`\`\`

> Nothing had failed.

- [x] Done
- [ ] Open

3. Three
4. Four ~~five~~

| Layer    | Tries |
| ---      |   --: |
| App      |     3 |
| Gate way |     9 |`,
    picturesLeft: 1,
  });
});

test('LibreOffice: lists in lists, a table with an empty cell', () => {
  expect(toMarkdown(clip('libre-office'))).toEqual({
    markdown: `# Night shift

The door did **not** open for *nineteen* minutes[1](#sdfootnote1sym). retry ~~once~~

- One disk
  - grew slow
- The rest was us

| Layer | Tries |
| ---   | ---   |
| App   |       |`,
    picturesLeft: 1,
  });
});

test('what an editor of code copies, and HTML that adds nothing, is plain text', () => {
  expect(worthReading(clip('vs-code'))).toBe(false);
  expect(worthReading('')).toBe(false);
  expect(
    worthReading('<meta charset="utf-8"><p>one</p><div><span style="color:red">two</span><br></div>'),
  ).toBe(false);
  expect(worthReading(`<p>${'x'.repeat(2_000_001)}<b>bold</b></p>`)).toBe(false);
  for (const name of ['word', 'google-docs', 'web', 'libre-office'])
    expect(worthReading(clip(name))).toBe(true);
  expect(worthReading('<span style="font-weight: 700">bold</span>')).toBe(true);
});

test.each([
  ['a<br>b', 'a  \nb'],
  ['<p>a</p>words<br>more<br> <ul><li>b</li></ul>', 'a\n\nwords  \nmore\n\n- b'],
  ['<p>2 * 3 and a_b_c [x]</p>', '2 \\* 3 and a\\_b\\_c \\[x\\]'],
  ['<p>Quoi&nbsp;? 10&nbsp;000 a&nbsp; b</p>', 'Quoi\u00a0? 10\u00a0000 a b'],
  ['<a href="vbscript:x">words</a> <a name="here"></a><a href="https://a.example"></a>', 'words'],
  ['<table><tr><td><p>alone</p><h2>Head</h2></td></tr></table>', 'alone\n\n## Head'],
  ['<pre>a\n  b &lt;c&gt;</pre>', '```\na\n  b <c>\n```'],
  ['<ul><li>a<pre>b\nc</pre></li></ul>', '- a\n\n  ```\n  b\n  c\n  ```'],
  [
    '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>',
    '| a   |     |\n| --- | --- |\n| b   | c   |',
  ],
  ['<img src="//cdn.example/a.png"><img src="a.png">words', 'words'],
])('%j becomes %j', (html, markdown) => {
  expect(toMarkdown(html).markdown).toBe(markdown);
});

test('nothing of it is run, whatever it holds', () => {
  const html =
    '<img src="data:," onerror="window.ran = 1"><script>window.ran = 1</script><svg onload="window.ran=1"></svg>';
  expect(toMarkdown(html)).toEqual({ markdown: '', picturesLeft: 1 });
  expect('ran' in window).toBe(false);
});
