/** What of the manuscript can be changed while it is written in, each in a compartment of its own. */
import { Compartment, type Extension, type StateEffect } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import { liveStyling } from '../marks';
import { drawnTables } from '../tables';
import type { Switch } from '../writing-settings.svelte';
import { focusMode } from './focus-mode';
import { pairs } from './pairs';
import { typewriter } from './typewriter';

const spelling = (on: boolean) =>
  EditorView.contentAttributes.of({ spellcheck: String(on), autocorrect: on ? 'on' : 'off' });

const PARTS: readonly { name: Switch; slot: Compartment; on: Extension; off: Extension }[] = [
  { name: 'styling', slot: new Compartment(), on: [liveStyling, drawnTables], off: [] },
  { name: 'pairs', slot: new Compartment(), on: pairs, off: [] },
  { name: 'spelling', slot: new Compartment(), on: spelling(true), off: spelling(false) },
  { name: 'focus', slot: new Compartment(), on: focusMode, off: [] },
  { name: 'typewriter', slot: new Compartment(), on: typewriter, off: [] },
];

type Switches = Readonly<Record<Switch, boolean>>;

/** As the settings are when an editor is made. */
export function settled(all: Switches): Extension {
  return PARTS.map(({ name, slot, on, off }) => slot.of(all[name] ? on : off));
}

/** What an editor has to be given to be as the settings are now. */
export function resettled(all: Switches): StateEffect<unknown>[] {
  return PARTS.map(({ name, slot, on, off }) => slot.reconfigure(all[name] ? on : off));
}

/** How often the place is looked at until all has found its size. */
const ROUNDS = 3;

/** Remembers where the caret stands on the screen, and brings it back there when letters and lines have another size. */
export function keptPlace(view: EditorView): () => void {
  const height = () => {
    const caret = view.coordsAtPos(view.state.selection.main.head);
    const { top, bottom } = view.scrollDOM.getBoundingClientRect();
    return caret && { at: caret.top - top, shown: caret.top >= top && caret.bottom <= bottom };
  };
  const before = height();
  const back = (rounds: number) => {
    view.requestMeasure({
      read: () => height()?.at,
      write: (now) => {
        if (now === undefined || before === null) return;
        view.scrollDOM.scrollTop += Math.round(now - before.at);
        // Lines above are measured while they come into view, and move what is below.
        if (rounds > 1) back(rounds - 1);
      },
    });
  };
  return () => {
    if (before?.shown) back(ROUNDS);
  };
}
