/** How two texts differ, by lines and by paragraphs: a plain longest-common-subsequence, for the in-memory library. */
import type { BlockKind, ChangeBlock, LineChange, Run } from '../types';

/** So many lines stand around those that change. */
const CONTEXT = 1;

type Step = { kind: 'same' | 'added' | 'removed'; text: string };

export function steps(before: string[], after: string[]): Step[] {
  const size = after.length + 1;
  const table = new Uint32Array((before.length + 1) * size);
  const at = (i: number, j: number) => table[i * size + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      table[i * size + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const out: Step[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old !== undefined && old === now) {
      out.push({ kind: 'same', text: old });
      i++;
      j++;
    } else if (old !== undefined && (now === undefined || at(i + 1, j) >= at(i, j + 1))) {
      out.push({ kind: 'removed', text: old });
      i++;
    } else if (now !== undefined) {
      out.push({ kind: 'added', text: now });
      j++;
    }
  }
  return out;
}

export function lineChanges(before: string, after: string): LineChange[] {
  let [old, now] = [0, 0];
  return steps(before.split('\n'), after.split('\n')).map(({ kind, text }) => {
    if (kind !== 'added') old++;
    if (kind !== 'removed') now++;
    return { kind, text, number: kind === 'removed' ? old : now };
  });
}

const split = (text: string) =>
  text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter(Boolean);
const tokens = (text: string) => text.split(/(\s+)/).filter((part) => part !== '');

/** The lines of a head that change, with those around them, and how many they are. */
export function headChanges(before: string, after: string): { lines: LineChange[]; changed: number } {
  const lines = lineChanges(before.trimEnd(), after.trimEnd());
  const at = lines.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  const count = (of: BlockKind) => lines.filter(({ kind }) => kind === of).length;
  return {
    lines: lines.slice(Math.max(0, (at[0] ?? 0) - CONTEXT), (at.at(-1) ?? 0) + 1 + CONTEXT),
    changed: Math.max(count('removed'), count('added')),
  };
}

export function changeBlocks(before: string, after: string): ChangeBlock[] {
  const out: ChangeBlock[] = [];
  const all = steps(split(before), split(after));
  for (let at = 0; at < all.length; at++) {
    const step = all[at];
    if (!step) break;
    const next = all[at + 1];
    const last = out.at(-1);
    if (step.kind === 'same') {
      if (last?.kind === 'same') last.folded++;
      else out.push({ kind: 'same', runs: [], folded: 1 });
    } else if (step.kind === 'removed' && next?.kind === 'added') {
      out.push({ kind: 'changed', runs: runs(step.text, next.text), folded: 0 });
      at++;
    } else {
      out.push({ kind: step.kind, runs: [{ kind: step.kind, text: step.text }], folded: 0 });
    }
  }
  return out;
}

function runs(before: string, after: string): Run[] {
  const out: Run[] = [];
  for (const { kind, text } of steps(tokens(before), tokens(after))) {
    const last = out.at(-1);
    if (last?.kind === (kind as BlockKind)) last.text += text;
    else out.push({ kind, text });
  }
  return out;
}
