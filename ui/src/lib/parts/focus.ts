/** Keeps the keyboard inside a sheet, and gives the focus back when it closes. */
import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';

const REACHABLE =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), a[href], summary, [tabindex]:not([tabindex="-1"])';

export function reachable(within: HTMLElement): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(REACHABLE)].filter((element) => element.tabIndex >= 0);
}

/** Puts the keys where they were before: what is seen there stays where it stands. */
export const backTo = (element: HTMLElement) => element.focus({ preventScroll: true });

/** What had the keyboard last: a sheet makes what lies under it inert, which takes the focus from it before anybody asks. */
let last: HTMLElement | undefined;
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement) last = target;
});

export function keepFocus(first?: () => HTMLElement | undefined): Attachment<HTMLElement> {
  return (element) => {
    const active = document.activeElement;
    const before = active instanceof HTMLElement && active !== document.body ? active : last;
    queueMicrotask(() => {
      if (!element.isConnected || element.contains(document.activeElement)) return;
      (first?.() ?? reachable(element)[0] ?? element).focus();
    });

    const onkeydown = (event: KeyboardEvent) => {
      if (event.key !== 'Tab') return;
      const all = reachable(element);
      const [start, end] = [all[0], all[all.length - 1]];
      if (!start || !end) return event.preventDefault();
      const at = document.activeElement;
      if (event.shiftKey && (at === start || at === element)) {
        event.preventDefault();
        end.focus();
      } else if (!event.shiftKey && at === end) {
        event.preventDefault();
        start.focus();
      }
    };
    element.addEventListener('keydown', onkeydown);
    return () => {
      element.removeEventListener('keydown', onkeydown);
      // Where another sheet comes at once, it is the one that gives the keys back.
      if (before) last = before;
      const back = () => {
        if (before?.isConnected && document.activeElement !== before) backTo(before);
      };
      back();
      // What lies under a sheet is inert until the sheet is gone, and takes no focus before.
      queueMicrotask(() => {
        if (document.activeElement === document.body) back();
      });
    };
  };
}

/** Gives the keys back when a page goes, unless somebody has them by now; if asked, to the text where `before` is gone. */
export async function giveBack(before: Element | null, toText: boolean): Promise<void> {
  // What lay below takes keys again only when the page is gone.
  await tick();
  for (const to of [before, toText && document.querySelector('[data-testid="manuscript"]')]) {
    if (document.activeElement !== document.body) return;
    if (to instanceof HTMLElement && to !== document.body && to.isConnected) backTo(to);
  }
}
