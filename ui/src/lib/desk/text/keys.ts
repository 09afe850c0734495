/**
 * Keys of headings and quotes. They are known by their place on the keyboard: with Shift, digits and the full stop write
 * other characters, and which ones differs from country to country.
 */
import type { Extension } from '@codemirror/state';
import { type Command, EditorView } from '@codemirror/view';

import { heading, quote } from './lines';

const BY_PLACE: Record<string, Command> = {
  Digit0: heading(0),
  Digit1: heading(1),
  Digit2: heading(2),
  Digit3: heading(3),
  Digit4: heading(4),
  Digit5: heading(5),
  Digit6: heading(6),
  Period: quote,
};

const mac = /Mac|iP(?:hone|ad)/.test(navigator.platform);

export const keysByPlace: Extension = EditorView.domEventHandlers({
  keydown(event, view) {
    const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
    if (!mod || other || !event.shiftKey || event.altKey) return false;
    return BY_PLACE[event.code]?.(view) ?? false;
  },
});
