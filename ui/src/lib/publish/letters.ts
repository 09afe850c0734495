/** Which letters of a line are others than before: what stands between the same beginning and the same end. */
import type { LineChange, Stretch } from '$backend/types';

/** By line; null where nothing of it is to be marked. Lines that went stand before those that came in their place. */
export function changedLetters(lines: readonly LineChange[]): (Stretch | null)[] {
  const out: (Stretch | null)[] = lines.map(() => null);
  for (let at = 0; at < lines.length; at++) {
    let gone = at;
    while (lines[gone]?.kind === 'removed') gone++;
    let came = gone;
    while (lines[came]?.kind === 'added') came++;
    const pairs = Math.min(gone - at, came - gone);
    for (let pair = 0; pair < pairs; pair++) {
      const [old, now] = [lines[at + pair]?.text ?? '', lines[gone + pair]?.text ?? ''];
      const [before, after] = between(old, now);
      if (before.to > before.from) out[at + pair] = before;
      if (after.to > after.from) out[gone + pair] = after;
    }
    at = Math.max(at, came - 1);
  }
  return out;
}

function between(old: string, now: string): [Stretch, Stretch] {
  const [a, b] = [[...old], [...now]];
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from++;
  let end = 0;
  while (end < a.length - from && end < b.length - from && a.at(-1 - end) === b.at(-1 - end)) end++;
  const stretch = (letters: string[]): Stretch => ({
    from: letters.slice(0, from).join('').length,
    to: letters.slice(0, letters.length - end).join('').length,
  });
  return [stretch(a), stretch(b)];
}
