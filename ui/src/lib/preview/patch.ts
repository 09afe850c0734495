/** Shows a parsed page in the frame by changing what differs, so that nothing flashes and the scrolling stays. */
import morphdom from 'morphdom';

const NO_TARGET = 'a[target], area[target], form[target], base[target]';

/** Links of a page open nowhere but in its frame. */
export function bare(page: Document): void {
  for (const element of page.querySelectorAll(NO_TARGET)) element.removeAttribute('target');
}

export function patchPage(frame: Document, page: Document): void {
  bare(page);
  const lang = page.documentElement.getAttribute('lang');
  if (lang) frame.documentElement.setAttribute('lang', lang);
  morph(frame.body, page.body);
}

/** Makes an element what another one is, by changing what differs. Gives it back, or what took its place. */
export function morph(shown: HTMLElement, wanted: HTMLElement): HTMLElement {
  return morphdom(shown, wanted, {
    onBeforeElUpdated: (from, to) => {
      // What the reader opened stays open.
      if (from.nodeName === 'DETAILS' && from.hasAttribute('open')) to.setAttribute('open', '');
      return !from.isEqualNode(to);
    },
  }) as HTMLElement;
}
