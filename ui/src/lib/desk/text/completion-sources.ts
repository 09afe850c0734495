/**
 * What the manuscript suggests while one writes. Each source is asked in turn and may answer later, so that one can ask the
 * library; none is asked in code.
 */
import {
  autocompletion,
  type CompletionContext,
  completionKeymap,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { keymap } from '@codemirror/view';

import { outline, slugs } from './outline';
import { codeAt } from './where';

const outsideCode =
  (source: CompletionSource): CompletionSource =>
  (context) =>
    codeAt(context.state, context.pos) ? null : source(context);

/** `:smi` becomes the sign itself, which every generator shows. */
export async function emoji(context: CompletionContext): Promise<CompletionResult | null> {
  const typed = context.matchBefore(/:[a-z][a-z0-9_]+/);
  // What a colon is glued to makes it part of a time, an address or a key.
  if (!typed || !/^(?:$|[\s([{"'*_])/.test(context.state.sliceDoc(Math.max(0, typed.from - 1), typed.from))) {
    return null;
  }
  const { emojis } = await import('./emojis');
  const wanted = typed.text.slice(1);
  const [first, rest] = [
    emojis.filter(([name]) => name.startsWith(wanted)),
    emojis.filter(([name]) => name.indexOf(wanted) > 0),
  ];
  return {
    from: typed.from,
    options: [...first, ...rest].map(([name, sign]) => ({ label: `:${name}:`, detail: sign, apply: sign })),
    filter: false,
  };
}

/** The post's own headings, where a link leads to one of them: `](#`. */
export function anchors(context: CompletionContext): CompletionResult | null {
  const typed = context.matchBefore(/\]\(#[^\s)]*/);
  if (!typed) return null;
  const headings = outline(context.state);
  const names = slugs(headings);
  return {
    from: typed.from + 3,
    options: headings.map(({ text }, at) => ({ label: names[at] ?? '', detail: text })),
    validFor: /^[^\s)]*$/,
  };
}

const SOURCES: readonly CompletionSource[] = [emoji, anchors];

/** With more sources, where there are any: what the library knows, for one. */
export function completion(more: readonly CompletionSource[] = []): Extension {
  return [
    autocompletion({
      override: [...SOURCES, ...more].map(outsideCode),
      icons: false,
      defaultKeymap: false,
    }),
    // Before Enter and Tab of lists and tables.
    Prec.highest(keymap.of(completionKeymap.filter(({ key }) => key !== 'Ctrl-Space'))),
  ];
}
