/** Which rows of the table are drawn: those in view and some beyond its edges, so that scrolling finds them ready. */

/** The height of a row, its line included. */
export const ROW = 33;
const BEYOND = 8;

/** `top`: where the rows begin in what scrolls. */
export function drawnSpan(
  count: number,
  scroll: number,
  view: number,
  top: number,
): { from: number; to: number } {
  const first = Math.floor((scroll - top) / ROW) - BEYOND;
  const last = Math.ceil((scroll - top + view) / ROW) + BEYOND;
  const to = Math.min(count, Math.max(0, last));
  return { from: Math.min(Math.max(0, first), to), to };
}

/** How far to scroll so that a row is in view, below the heading of the table; null when it is already. */
export function scrollTo(row: number, scroll: number, view: number, top: number): number | null {
  const [begin, end] = [top + row * ROW, top + (row + 1) * ROW];
  if (begin < scroll + ROW) return Math.max(0, begin - ROW);
  return end > scroll + view ? end - view : null;
}
