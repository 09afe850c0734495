/** A long list of names in the library column: its most used ones, until it is unfolded. */
import type { NameCount } from '$backend/types';

/** How many stand there folded. */
const FEW = 8;

export interface Folded {
  names: NameCount[];
  /** How many are not shown; 0 where nothing is folded. */
  rest: number;
}

/** The one that is chosen always shows. The order stays; a single name more takes no more room than the row that tells of it. */
export function folded(names: readonly NameCount[], chosen: string | undefined): Folded {
  if (names.length <= FEW + 1) return { names: [...names], rest: 0 };
  const most = new Set(names.toSorted((a, b) => b.count - a.count).slice(0, FEW));
  const shown = names.filter((one) => most.has(one) || one.name === chosen);
  return { names: shown, rest: names.length - shown.length };
}
