/** The bar beside the caret's block. It lies over the page, outside its body, and scrolls with it. */
import { BLOCK } from './blocks';

const ID = 'galley-caret';
const GAP = 14;
/** How far from the edge a block is brought into view. */
const EDGE = 24;
/** So much of a block's beginning is enough to know where one is. */
const ENOUGH = 80;

export interface Place {
  top: number;
  bottom: number;
}

/** How far to scroll so that a block is seen; null when its beginning is. Nothing moves without need. */
export function scrollTo(block: Place, scroll: number, view: number): number | null {
  const [top, bottom] = [block.top - scroll, block.bottom - scroll];
  if (top >= 0 && (bottom <= view || view - top >= ENOUGH)) return null;
  if (top < 0 || bottom - top > view - 2 * EDGE) return Math.max(0, block.top - EDGE);
  return block.bottom - view + EDGE;
}

/** Draws the bar beside a block, or takes it away. Gives back where the block stands in the page. */
export function drawBar(frame: Document, block: number, color: string, scale: number): Place | null {
  const element = block < 0 ? null : frame.querySelector<HTMLElement>(`[${BLOCK}="${block}"]`);
  let bar = frame.getElementById(ID);
  const box = element?.getBoundingClientRect();
  if (!box || (box.height === 0 && box.width === 0)) {
    bar?.remove();
    return null;
  }
  if (!bar) {
    bar = frame.createElement('div');
    bar.id = ID;
    frame.documentElement.append(bar);
  }
  const scroll = frame.defaultView?.scrollY ?? 0;
  const place = { top: box.top + scroll, bottom: box.bottom + scroll };
  const wanted =
    `top:${place.top}px;left:${Math.max(0, box.left - GAP)}px;` +
    `width:${2 / scale}px;height:${box.height}px;background:${color}`;
  if (bar.style.cssText !== wanted) bar.setAttribute('style', wanted);
  return place;
}
