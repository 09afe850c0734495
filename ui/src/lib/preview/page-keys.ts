/** The keys by which a page is scrolled, for whoever is at the preview's own buttons: its frame would keep all keys to itself. */

/** As much of the page stays in sight as browsers leave. */
const PART = 0.9;

/** Scrolls the frame's page by this key; false where the key means something else. */
export function scrollByKey({ key, target }: KeyboardEvent, frame: HTMLIFrameElement | undefined): boolean {
  const page = frame?.contentDocument?.scrollingElement;
  if (!page || (target instanceof Element && target.closest('input, textarea, [role="menu"]'))) return false;
  const step = frame.clientHeight * PART;
  if (key === 'PageDown') page.scrollTop += step;
  else if (key === 'PageUp') page.scrollTop -= step;
  else if (key === 'End') page.scrollTop = page.scrollHeight;
  else if (key === 'Home') page.scrollTop = 0;
  else return false;
  return true;
}
