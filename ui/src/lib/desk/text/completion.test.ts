import { CompletionContext, currentCompletions, startCompletion } from '@codemirror/autocomplete';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { EditorState } from '@codemirror/state';
import { waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';

import { type Edited, edited } from '../../../test-editor';
import { anchors, completion, emoji } from './completion-sources';
import { emojis } from './emojis';

let open: Edited | undefined;
afterEach(() => {
  open?.end();
  open = undefined;
});

function at(marked: string) {
  const pos = marked.indexOf('‸');
  const state = EditorState.create({
    doc: marked.replace('‸', ''),
    extensions: markdown({ base: markdownLanguage }),
  });
  return new CompletionContext(state, pos, false);
}

test('a colon and two letters give emoji; a time, an address or one letter give none', async () => {
  const found = await emoji(at('well :ro‸'));
  expect(found?.from).toBe(5);
  expect(found?.options.find(({ label }) => label === ':rocket:')?.apply).toBe('🚀');
  for (const text of ['at 10:30‸', 'see http:ro‸', 'x:ro‸', ':r‸', ': ro‸', '']) {
    expect(await emoji(at(text || '‸'))).toBeNull();
  }
  expect(await emoji(at('(:ta‸'))).not.toBeNull();
  const smiles = (await emoji(at(':smi‸')))?.options.map(({ label }) => label);
  expect(smiles?.[0]).toBe(':smile:');
  expect(smiles).toContain(':sweat_smile:');
  expect(smiles).not.toContain(':snowman:');
});

test('short names are there once', () => {
  expect(new Set(emojis.map(([name]) => name)).size).toBe(emojis.length);
  expect(emojis.length).toBeGreaterThan(200);
});

test('a link to this page gets its headings', () => {
  const found = anchors(at('## Three layers\n\n## Three layers\n\nsee [it](#‸)'));
  expect(found?.options).toEqual([
    { label: 'three-layers', detail: 'Three layers' },
    { label: 'three-layers-1', detail: 'Three layers' },
  ]);
  expect(anchors(at('see (#‸'))).toBeNull();
  expect(anchors(at('see [it](https://a.example/#‸'))).toBeNull();
});

test('what a source finds later is offered too, but nothing in code', async () => {
  const asked: number[] = [];
  const later = (context: CompletionContext) => {
    asked.push(context.pos);
    return Promise.resolve({ from: context.pos, options: [{ label: 'from the library' }] });
  };
  open = edited('see ‸', [markdown({ base: markdownLanguage }), completion([later])]);
  startCompletion(open.view);
  await waitFor(() =>
    expect(currentCompletions(open?.view.state as EditorState).map(({ label }) => label)).toEqual([
      'from the library',
    ]),
  );
  open.end();
  asked.length = 0;
  open = edited('`see ‸`', [markdown({ base: markdownLanguage }), completion([later])]);
  startCompletion(open.view);
  expect(asked).toEqual([]);
});
