import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { LanguageDescription } from '@codemirror/language';
import { waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';

import { type Edited, edited } from '../../../test-editor';
import { codeLanguages } from './code-languages';

let open: Edited | undefined;
afterEach(() => {
  open?.end();
  open = undefined;
});

test.each(codeLanguages.map(({ name }) => name))('%s can be loaded', async (name) => {
  const found = codeLanguages.find((language) => language.name === name);
  const support = await found?.load();
  expect(support?.language.parser.parse('a = "b" // 1').length).toBeGreaterThan(0);
});

test('languages go by the names that writers give them', () => {
  const named = (name: string) => LanguageDescription.matchLanguageName(codeLanguages, name, false)?.name;
  expect(['js', 'tsx', 'py', 'c++', 'bash', 'yml', 'Rust', 'golang', 'nothing'].map(named)).toEqual([
    'javascript',
    'typescript',
    'python',
    'cpp',
    'shell',
    'yaml',
    'rust',
    'go',
    undefined,
  ]);
});

test.each([
  ['rust', 'fn main() { let a = "b"; } // c', ['fn', '"b"', '// c']],
  ['typescript', 'const a: number = 12; // c', ['const', '12', '// c']],
  ['toml', 'a = "b" # c', ['"b"', '# c']],
])('%s is shown in colours, and the text stays as it is', async (language, code, coloured) => {
  const editor = (open = edited(`\`\`\`${language}\n${code}\n\`\`\`\n\nend‸`));
  await waitFor(() => {
    const spans = [...editor.view.contentDOM.querySelectorAll('[class*="ms-c-"]')];
    expect(spans.map(({ textContent }) => textContent)).toEqual(expect.arrayContaining(coloured));
  });
  expect(editor.text).toContain(code);
});

/** After WCAG 2. */
function contrast(one: string, other: string): number {
  const light = (colour: string) => {
    const parts = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0);
  };
  const [low = 0, high = 0] = [light(one), light(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test('every colour of code can be read on the ground of code, by day and by night', () => {
  const css = readFileSync(join(import.meta.dirname, 'text.css'), 'utf8');
  const hues = [...css.matchAll(/--code-(?:\w+): (#[0-9a-f]{6})/g)].map((found) => found[1] ?? '');
  expect(hues).toHaveLength(12);
  // `--list` of tokens.css.
  for (const hue of hues.slice(0, 6)) expect(contrast(hue, '#f8f7f4')).toBeGreaterThan(4.5);
  for (const hue of hues.slice(6)) expect(contrast(hue, '#191816')).toBeGreaterThan(4.5);
});
