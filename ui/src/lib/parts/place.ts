/** Where a panel stands beside what opened it: below when it fits, else above; never over the window's edge. */
import type { Attachment } from 'svelte/attachments';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Size {
  width: number;
  height: number;
}

/** What a panel can stand beside: an element, or a place where the pointer was. */
export interface Anchor {
  getBoundingClientRect: () => Box;
}

/** The place of a click. */
export function anchorAt(x: number, y: number): Anchor {
  return { getBoundingClientRect: () => ({ left: x, top: y, right: x, bottom: y }) };
}

const GAP = 4;
const EDGE = 8;

export function placeBeside(
  anchor: Box,
  panel: Size,
  view: Size,
  end = false,
): { left: number; top: number } {
  const wanted = end ? anchor.right - panel.width : anchor.left;
  const left = Math.max(EDGE, Math.min(wanted, view.width - panel.width - EDGE));
  const below = anchor.bottom + GAP;
  const above = anchor.top - GAP - panel.height;
  const fits = below + panel.height <= view.height - EDGE;
  return {
    left,
    top: fits || above < EDGE ? Math.min(below, Math.max(EDGE, view.height - EDGE - panel.height)) : above,
  };
}

export function beside(anchor: () => Anchor | undefined, end = false): Attachment<HTMLElement> {
  return (panel) => {
    const place = () => {
      const at = anchor();
      if (!at) return;
      const view = { width: innerWidth, height: innerHeight };
      const size = { width: panel.offsetWidth, height: panel.offsetHeight };
      const { left, top } = placeBeside(at.getBoundingClientRect(), size, view, end);
      panel.style.left = `${left}px`;
      panel.style.top = `${top}px`;
    };
    place();
    const watch = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(place);
    watch?.observe(panel);
    addEventListener('resize', place);
    return () => {
      watch?.disconnect();
      removeEventListener('resize', place);
    };
  };
}

/** Calls `away` when the pointer goes down anywhere but in the panel and in what opened it. */
export function outside(anchor: () => HTMLElement | undefined, away: () => void): Attachment<HTMLElement> {
  return (panel) => {
    const onDown = (event: PointerEvent) => {
      const at = event.target as Node;
      if (!panel.contains(at) && !anchor()?.contains(at)) away();
    };
    addEventListener('pointerdown', onDown, true);
    return () => removeEventListener('pointerdown', onDown, true);
  };
}
