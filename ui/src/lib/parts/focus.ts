/** Keeps the keyboard inside a sheet, and gives the focus back when it closes. */
import type { Attachment } from 'svelte/attachments';

const REACHABLE =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), a[href], summary, [tabindex]:not([tabindex="-1"])';

export function reachable(within: HTMLElement): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(REACHABLE)].filter((element) => element.tabIndex >= 0);
}

export function keepFocus(first?: () => HTMLElement | undefined): Attachment<HTMLElement> {
  return (element) => {
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
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
      if (before?.isConnected) before.focus();
    };
  };
}
