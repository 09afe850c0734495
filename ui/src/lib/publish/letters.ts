/** Which letters of a line are others than before: what stands between the same beginning and the same end. */
import type { LineChange, Stretch } from '$backend/types';

/** By line; null where nothing of it is to be marked. Lines that went stand before those that came in their place. */
export function changedLetters(lines: readonly LineChange[]): (Stretch | null)[] {
  return changes(lines).map((at) => (at && at.to > at.from ? at : null));
}

/** Where lines of a pair differ, also where nothing stands there in one of them. */
function changes(lines: readonly LineChange[]): (Stretch | null)[] {
  const out: (Stretch | null)[] = lines.map(() => null);
  for (let at = 0; at < lines.length; at++) {
    let gone = at;
    while (lines[gone]?.kind === 'removed') gone++;
    let came = gone;
    while (lines[came]?.kind === 'added') came++;
    const pairs = Math.min(gone - at, came - gone);
    for (let pair = 0; pair < pairs; pair++) {
      const [old, now] = [lines[at + pair]?.text ?? '', lines[gone + pair]?.text ?? ''];
      [out[at + pair], out[gone + pair]] = between(old, now);
    }
    at = Math.max(at, came - 1);
  }
  return out;
}

/** So many letters stay before and after those that change. */
const AROUND = 28;

/** The same lines with the long beginnings and ends left out that did not change: a paragraph is one line. */
export function aroundChanges(lines: readonly LineChange[]): LineChange[] {
  const marked = changes(lines);
  return lines.map((line, at) => {
    const stretch = marked[at];
    if (!stretch) return line;
    const begin = line.text.lastIndexOf(' ', stretch.from - AROUND) + 1;
    const found = line.text.indexOf(' ', stretch.to + AROUND);
    const end = found < 0 || stretch.to + AROUND >= line.text.length ? line.text.length : found;
    const cut = stretch.from <= AROUND ? 0 : Math.max(0, begin);
    const text = line.text.slice(cut, end);
    return { ...line, text: `${cut > 0 ? '…' : ''}${text}${end < line.text.length ? '…' : ''}` };
  });
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
