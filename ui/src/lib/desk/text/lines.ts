/** What keys make of whole lines: headings and quotes. Each press undoes the one before. */
import { syntaxTree } from '@codemirror/language';
import type { ChangeSpec, EditorState, Line, TransactionSpec } from '@codemirror/state';
import type { Command } from '@codemirror/view';

import { command } from '../writing';
import { codeAt } from './where';

function chosenLines(state: EditorState): Line[] {
  const numbers = new Set<number>();
  for (const { from, to } of state.selection.ranges) {
    const last = state.doc.lineAt(to).number;
    for (let number = state.doc.lineAt(from).number; number <= last; number++) numbers.add(number);
  }
  return [...numbers].map((number) => state.doc.line(number));
}

function changed(state: EditorState, changes: ChangeSpec[]): TransactionSpec {
  const set = state.changes(changes);
  return { changes: set, selection: state.selection.map(set, 1), userEvent: 'input', scrollIntoView: true };
}

/** The line below a heading that makes it one, with the line break before it. */
function underline(state: EditorState, line: Line): { from: number; to: number; level: number } | null {
  let found = null;
  syntaxTree(state).iterate({
    from: line.from,
    to: line.to,
    enter: ({ name, from, to }) => {
      const level = /^SetextHeading([12])$/.exec(name)?.[1];
      if (level && from <= line.to && to > line.to && state.doc.lineAt(to).number === line.number + 1)
        found = { from: line.to, to, level: Number(level) };
    },
  });
  return found;
}

/** Makes headings of this level of the chosen lines, or paragraphs of them (0, or where they are all that already). */
export function toHeading(state: EditorState, level: number): TransactionSpec {
  const all = chosenLines(state);
  const lines = all
    .filter(({ text, from }) => (all.length === 1 || text.trim() !== '') && !codeAt(state, from))
    .map((line) => {
      const [marks = '', quote = '', signs = ''] =
        /^((?:\s{0,3}>)*\s{0,3})(?:(#{1,6})(?:\s+|$))?/.exec(line.text) ?? [];
      const below = underline(state, line);
      return { line, marks, quote, below, now: below?.level ?? signs.length };
    });
  const wanted = lines.every(({ now }) => now === level) ? 0 : level;
  return changed(
    state,
    lines.flatMap(({ line, marks, quote, below }) => [
      {
        from: line.from + quote.length,
        to: line.from + marks.length,
        insert: wanted === 0 ? '' : `${'#'.repeat(wanted)} `,
      },
      ...(below ? [{ from: below.from, to: below.to }] : []),
    ]),
  );
}

/** Puts the chosen lines into a quote, or takes them out where all are in one. */
export function toQuote(state: EditorState): TransactionSpec {
  const lines = chosenLines(state).map((line) => ({ line, mark: /^\s{0,3}>\s?/.exec(line.text)?.[0] }));
  const out = lines.every(({ mark }) => mark !== undefined);
  return changed(
    state,
    lines.map(({ line, mark = '' }) =>
      out ? { from: line.from, to: line.from + mark.length } : { from: line.from, insert: '> ' },
    ),
  );
}

/** `0` makes a paragraph. */
export const heading = (level: number): Command => command((state) => toHeading(state, level));
export const quote = command(toQuote);
