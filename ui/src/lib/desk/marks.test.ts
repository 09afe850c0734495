import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';

import { decorate } from './marks';

function look(doc: string, caret: number) {
  const state = EditorState.create({
    doc,
    selection: { anchor: caret },
    extensions: markdown({ base: markdownLanguage }),
  });
  const hidden: string[] = [];
  const lines: string[] = [];
  const unspelled: string[] = [];
  decorate(state, [{ from: 0, to: doc.length }]).between(0, doc.length, (from, to, value) => {
    const { class: name, attributes } = value.spec as {
      class?: string;
      attributes?: { spellcheck?: string };
    };
    if (attributes?.spellcheck === 'false')
      unspelled.push(name ? state.doc.lineAt(from).text : state.sliceDoc(from, to));
    if (name) lines.push(`${state.doc.lineAt(from).number}:${name}`);
    else if (attributes) return;
    else hidden.push(state.sliceDoc(from, to));
  });
  return { hidden, lines, unspelled };
}

test('marks hide while the caret is elsewhere, and stand where it is', () => {
  const doc = 'a **bold** and *soft* `code` end';
  expect(look(doc, doc.length).hidden).toEqual(['**', '**', '*', '*', '`', '`']);
  expect(look(doc, 5).hidden).toEqual(['*', '*', '`', '`']);
});

test('a link shows its words, its address only at the caret', () => {
  const doc = 'see [this](https://a.example) now';
  expect(look(doc, 0).hidden.join('')).toBe('[](https://a.example)');
  expect(look(doc, 8).hidden).toEqual([]);
});

test('headings, the line after them, quotes and code have lines of their own', () => {
  const doc = '## Head\n\n> said\n\n```go\nx := 1\n```\n\nend';
  const { hidden, lines } = look(doc, doc.length);
  expect(lines).toEqual([
    '1:ms-heading',
    '2:ms-after-heading',
    '3:ms-quote',
    '5:ms-code ms-code-first',
    '5:ms-fence',
    '6:ms-code',
    '7:ms-code ms-code-last',
    '7:ms-fence',
  ]);
  expect(hidden).toEqual(['## ', '> ', '```go', '```']);
  expect(look(doc, 3).hidden).not.toContain('## ');
});

test('what is no mark stays: stars in code, an unclosed star, an image', () => {
  expect(look('`a * b` 2 * 3 ![alt](x.png)', 27).hidden).toEqual(['`', '`']);
});

test('names in code and addresses are not looked up in a dictionary', () => {
  const doc = 'a `codde` and [wrods](https://exmaple.example)\n\n```go\nfnuc()\n```\n';
  expect(look(doc, 0).unspelled.toSorted()).toEqual([
    '```',
    '```go',
    '`codde`',
    'fnuc()',
    'https://exmaple.example',
  ]);
});
