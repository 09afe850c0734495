/** Shows a parsed page in the frame by changing what differs, so that nothing flashes and the scrolling stays. */
import morphdom from 'morphdom';

const NO_TARGET = 'a[target], area[target], form[target], base[target]';

export function patchPage(frame: Document, page: Document): void {
  for (const element of page.querySelectorAll(NO_TARGET)) element.removeAttribute('target');
  const lang = page.documentElement.getAttribute('lang');
  if (lang) frame.documentElement.setAttribute('lang', lang);
  morphdom(frame.body, page.body, {
    onBeforeElUpdated: (from, to) => {
      // What the reader opened stays open.
      if (from.nodeName === 'DETAILS' && from.hasAttribute('open')) to.setAttribute('open', '');
      return !from.isEqualNode(to);
    },
  });
}
