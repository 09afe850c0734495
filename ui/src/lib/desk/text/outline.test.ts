import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';

import { outline, slugs } from './outline';

const headings = (doc: string) =>
  outline(EditorState.create({ doc, extensions: markdown({ base: markdownLanguage }) }));

test('headings by their words, with their level and their place', () => {
  const doc =
    '# One\n\ntext\n\nTwo *soft* `code`\n---\n\n### [Three](https://a.example) ###\n\n> #### Four\n';
  expect(headings(doc)).toEqual([
    { level: 1, text: 'One', at: 0 },
    { level: 2, text: 'Two soft code', at: doc.indexOf('Two') },
    { level: 3, text: 'Three', at: doc.indexOf('### [') },
    { level: 4, text: 'Four', at: doc.indexOf('> ####') },
  ]);
});

test('what looks like a heading in code is none, nor is a word with a sign', () => {
  expect(headings('```sh\n# comment\n```\n\n    # indented\n\n#tag\n\n`# a`\n\n## ')).toEqual([
    { level: 2, text: '', at: 50 },
  ]);
});

test('anchors are those of GitHub', () => {
  const texts = [
    'Three polite layers',
    "What's new?",
    'Über Äpfel',
    'A & B',
    'snake_case-name',
    'What’s new',
  ];
  expect(slugs(texts.map((text) => ({ level: 2, text, at: 0 })))).toEqual([
    'three-polite-layers',
    'whats-new',
    'über-äpfel',
    'a--b',
    'snake_case-name',
    'whats-new-1',
  ]);
});

test('a long text is read to its end', () => {
  const doc = `${'words and words\n\n'.repeat(20_000)}## Last\n`;
  expect(headings(doc).map(({ text }) => text)).toEqual(['Last']);
});
