/** The lines of a table as they are written: where their cells are, and the same with all columns one below the other. */
import { width } from './width';

/** What stands between two bars of a line; its blanks belong to it. */
export interface Slot {
  from: number;
  to: number;
}

/** A column has at least the room of `---`. */
const LEAST = 3;

/** The cells of a line. A backslash keeps a bar in its cell. */
export function slots(line: string): Slot[] {
  const first = /^\s*\|?/.exec(line)?.[0].length ?? 0;
  const last = line.length - (/(?<!\\)\|?\s*$/.exec(line.slice(first))?.[0].length ?? 0);
  const found: Slot[] = [];
  let from = first;
  for (const bar of line.matchAll(/(?<!\\)\|/g)) {
    if (bar.index < first || bar.index >= last) continue;
    found.push({ from, to: bar.index });
    from = bar.index + 1;
  }
  found.push({ from, to: last });
  return found;
}

/** The words of a cell, without the blanks round them. Where it has none: the place in its middle. */
export function content(line: string, { from, to }: Slot): Slot {
  const text = line.slice(from, to);
  if (text.trim() === '') return { from: Math.min(from + 1, to), to: Math.min(from + 1, to) };
  return { from: from + text.length - text.trimStart().length, to: from + text.trimEnd().length };
}

export const isEmpty = (line: string) =>
  slots(line).every(({ from, to }) => line.slice(from, to).trim() === '');

function pad(text: string, columns: number, rule: string): string {
  const blanks = Math.max(0, columns - width(text));
  const left = !rule.endsWith(':') ? 0 : rule.startsWith(':') ? Math.floor(blanks / 2) : blanks;
  return ' '.repeat(left) + text + ' '.repeat(blanks - left);
}

/** The same lines with their columns in line. Only blanks are changed. */
export function aligned(lines: readonly string[]): string[] {
  const rows = lines.map((line) => slots(line).map(({ from, to }) => line.slice(from, to).trim()));
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? LEAST, width(cell))));
  }
  return lines.map((line, number) => {
    const row = rows[number] ?? [];
    const begins = /^\s*\|/.test(line);
    const ends = /(?<!\\)\|\s*$/.test(line) && line.trim() !== '|';
    const cells = row.map((cell, at) => pad(cell, widths[at] ?? LEAST, rows[1]?.[at] ?? ''));
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    return `${indent}${begins ? '| ' : ''}${cells.join(' | ')}${ends ? ' |' : ''}`.trimEnd();
  });
}

/** A row without words, with bars as this one has them. */
export function emptyRow(like: string): string {
  const bars = slots(like).map(() => '   ');
  return `${/^\s*/.exec(like)?.[0] ?? ''}|${bars.join('|')}|`;
}

/** The line with so many cells that it has one at this place. */
export function withCell(line: string, at: number): string {
  const missing = at + 1 - slots(line).length;
  if (missing <= 0) return line;
  const closed = /(?<!\\)\|\s*$/.test(line) ? line.trimEnd() : `${line.trimEnd()} |`;
  return closed + '   |'.repeat(missing);
}
