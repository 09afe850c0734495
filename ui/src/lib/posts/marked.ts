/** A text in pieces: those that a search found, and those between. */
import type { Stretch } from '$backend/types';

export interface Piece {
  text: string;
  found: boolean;
}

/** Stretches are in UTF-16 units and in order, as the library gives them; what does not fit the text is left out. */
export function pieces(text: string, stretches: readonly Stretch[]): Piece[] {
  const all: Piece[] = [];
  let at = 0;
  const take = (to: number, found: boolean) => {
    if (to > at) all.push({ text: text.slice(at, to), found });
    at = Math.max(at, to);
  };
  for (const { from, to } of stretches) {
    if (from < at || to <= from || to > text.length) continue;
    take(from, false);
    take(to, true);
  }
  take(text.length, false);
  return all;
}
