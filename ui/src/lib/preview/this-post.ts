/** The mark round the open post's card on the front page. It lies over the page, outside its body, and scrolls with it. */
const ID = 'galley-this-post';
const GAP = 12;

/** The card that a link of this address is of. */
export function cardIn(frame: Document, href: string): HTMLElement | null {
  for (const link of frame.querySelectorAll('main a[href]')) {
    if (link.getAttribute('href') !== href) continue;
    const card = link.closest<HTMLElement>('li, .lead');
    if (card) return card;
  }
  return null;
}

export interface Look {
  label: string;
  colour: string;
  onColour: string;
  scale: number;
}

/** Draws the mark, or takes it away. Gives back where the card stands in the page. */
export function drawMark(frame: Document, card: HTMLElement | null, look: Look): DOMRect | null {
  let mark = frame.getElementById(ID);
  const box = card?.getBoundingClientRect();
  if (!box || (box.width === 0 && box.height === 0)) {
    mark?.remove();
    return null;
  }
  if (!mark) {
    mark = frame.createElement('div');
    mark.id = ID;
    mark.append(frame.createElement('span'));
    frame.documentElement.append(mark);
  }
  const label = mark.firstElementChild;
  if (label && label.textContent !== look.label) label.textContent = look.label;
  const view = frame.defaultView;
  const [x, y] = [view?.scrollX ?? 0, view?.scrollY ?? 0];
  const wide = frame.documentElement.clientWidth;
  const left = Math.max(2, box.left - GAP);
  const right = Math.min(wide > 0 ? wide - 2 : box.right + GAP, box.right + GAP);
  const place = new DOMRect(left + x, box.top + y - GAP, right - left, box.height + 2 * GAP);
  const line = 2 / look.scale;
  const wanted =
    `top:${place.y}px;left:${place.x}px;width:${place.width}px;height:${place.height}px;` +
    `--line:${line}px;--colour:${look.colour};--on:${look.onColour};--size:${11 / look.scale}px`;
  if (mark.getAttribute('style') !== wanted) mark.setAttribute('style', wanted);
  return place;
}

/** How far a card stands from the edge when it is brought into view. */
const EDGE = 24;

/** How far to scroll so that the card is seen whole, or as much of it as there is room for; null when it is. */
export function wholeInView(place: DOMRect, scroll: number, room: number): number | null {
  const [top, bottom] = [place.top - scroll, place.bottom - scroll];
  if (top >= 0 && bottom <= room) return null;
  const above = Math.max(0, place.top - EDGE);
  return top < 0 ? above : Math.min(above, place.bottom - room + EDGE);
}

export const MARK_STYLE =
  `#${ID}{position:absolute;box-sizing:border-box;pointer-events:none;border:var(--line) solid var(--colour);border-radius:6px}` +
  `#${ID} span{position:absolute;top:0;left:12px;transform:translateY(-50%);padding:.25em .75em;border-radius:4px;` +
  `background:var(--colour);color:var(--on);font:600 var(--size)/1.45 "Inter Variable",sans-serif;letter-spacing:0;white-space:nowrap}`;
