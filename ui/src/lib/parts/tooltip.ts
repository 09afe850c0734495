/** Tooltips: the name and the shortcut, after half a second, ink on paper reversed. */
import type { Attachment } from 'svelte/attachments';

const DELAY = 500;

export function tooltip(name: string, keys?: string): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown: HTMLElement | undefined;

    const hide = () => {
      clearTimeout(timer);
      shown?.remove();
      shown = undefined;
    };
    const show = () => {
      shown = document.createElement('div');
      shown.className = 'tooltip';
      shown.setAttribute('aria-hidden', 'true');
      shown.textContent = name;
      if (keys) {
        const drawn = document.createElement('span');
        drawn.textContent = keys;
        shown.append(drawn);
      }
      document.body.append(shown);
      const at = element.getBoundingClientRect();
      const box = shown.getBoundingClientRect();
      const left = Math.min(Math.max(4, at.left + at.width / 2 - box.width / 2), innerWidth - box.width - 4);
      const below = at.bottom + 6 + box.height < innerHeight;
      shown.style.left = `${left}px`;
      shown.style.top = `${below ? at.bottom + 6 : at.top - 6 - box.height}px`;
    };
    const wait = () => {
      hide();
      timer = setTimeout(show, DELAY);
    };
    const onFocus = () => {
      if (element.matches(':focus-visible')) wait();
    };

    element.addEventListener('pointerenter', wait);
    element.addEventListener('pointerleave', hide);
    element.addEventListener('pointerdown', hide);
    element.addEventListener('focus', onFocus);
    element.addEventListener('blur', hide);
    element.addEventListener('keydown', hide);
    return () => {
      hide();
      element.removeEventListener('pointerenter', wait);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('pointerdown', hide);
      element.removeEventListener('focus', onFocus);
      element.removeEventListener('blur', hide);
      element.removeEventListener('keydown', hide);
    };
  };
}
