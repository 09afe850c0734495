/** Which rows of the list are drawn, where, and which heading stands at the top. Pure arithmetic over heights. */
import type { Heights } from './heights';

/** A row with a one-line title and two lines of excerpt. */
export const ROW = 93;
export const HEADING = 30;
/** How many rows beyond the edges are drawn, so that scrolling finds them ready. */
const BEYOND = 6;

export interface Span {
  from: number;
  to: number;
}

export function drawnRows(heights: Heights, scroll: number, view: number): Span {
  if (heights.count === 0) return { from: 0, to: 0 };
  const from = Math.max(0, heights.at(scroll) - BEYOND);
  const to = Math.min(heights.count, heights.at(scroll + view) + 1 + BEYOND);
  return { from, to };
}

/** The heading that stays at the top, and how far the next one has pushed it out (0 or less). */
export function topHeading<Heading extends { row: number }>(
  heights: Heights,
  headings: readonly Heading[],
  scroll: number,
): { heading: Heading; push: number } | null {
  const first = headings[0];
  if (!first || scroll < 0) return null;
  let [low, high] = [0, headings.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (heights.offset(headings[middle]?.row ?? 0) <= scroll) low = middle;
    else high = middle - 1;
  }
  const next = headings[low + 1];
  const until = next ? heights.offset(next.row) - scroll - HEADING : 0;
  return { heading: headings[low] ?? first, push: Math.min(0, until) };
}

/** How far to scroll so that a row is in view, below the heading; null when it is already. */
export function scrollFor(
  heights: Heights,
  row: number,
  scroll: number,
  view: number,
  heading: number,
): number | null {
  const top = heights.offset(row);
  const bottom = top + heights.height(row);
  if (top < scroll + heading) return Math.max(0, top - heading);
  if (bottom > scroll + view) return bottom - view;
  return null;
}
