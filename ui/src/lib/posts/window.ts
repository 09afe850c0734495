/** Which rows of the list are drawn, where, and which month stands at the top. Pure arithmetic over heights. */
import type { MonthStart } from '$backend/types';

import type { Heights } from './heights';

/** A row with a one-line title and two lines of excerpt. */
export const ROW = 93;
export const MONTH = 30;
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

/** The month heading that stays at the top, and how far the next one has pushed it out (0 or less). */
export function topMonth(
  heights: Heights,
  months: readonly MonthStart[],
  scroll: number,
): { month: string; push: number } | null {
  const first = months[0];
  if (!first || scroll < 0) return null;
  let [low, high] = [0, months.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (heights.offset(months[middle]?.row ?? 0) <= scroll) low = middle;
    else high = middle - 1;
  }
  const next = months[low + 1];
  const until = next ? heights.offset(next.row) - scroll - MONTH : 0;
  return { month: (months[low] ?? first).month, push: Math.min(0, until) };
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
