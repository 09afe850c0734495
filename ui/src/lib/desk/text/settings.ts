/** What of the manuscript can be changed while it is written in, each in a compartment of its own. */
import { Compartment, type EditorState, type Extension, type StateEffect } from '@codemirror/state';
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

/** What an editor has to be given to be as the settings are now; nothing where it is so already. */
export function resettled(state: EditorState, all: Switches): StateEffect<unknown>[] {
  return PARTS.flatMap(({ name, slot, on, off }) => {
    const wanted = all[name] ? on : off;
    return slot.get(state) === wanted ? [] : [slot.reconfigure(wanted)];
  });
}

/** How often the place is looked at: lines above it are measured when they come into view, and move what is below. */
const ROUNDS = 4;

type Measured = Pick<EditorView, 'coordsAtPos' | 'requestMeasure' | 'scrollDOM' | 'state'>;

/** Where the caret stands below the editor's upper edge; null when it is out of sight. */
function caretHeight(view: Measured): number | null {
  const caret = view.coordsAtPos(view.state.selection.main.head);
  const { top, bottom } = view.scrollDOM.getBoundingClientRect();
  return caret && caret.bottom > top && caret.top < bottom ? caret.top - top : null;
}

/** Remembers where the caret stands on the screen, and brings it back there when letters and lines have another size. */
export function keptPlace(view: Measured): () => void {
  const before = caretHeight(view);
  return () => {
    if (before === null) return;
    for (let round = 0; round < ROUNDS; round++) {
      // Asked for where it stands, the editor measures all that it was told to measure.
      view.requestMeasure();
      const caret = view.coordsAtPos(view.state.selection.main.head);
      if (!caret) return;
      const by = Math.round(caret.top - view.scrollDOM.getBoundingClientRect().top - before);
      if (by === 0) return;
      view.scrollDOM.scrollTop += by;
    }
  };
}
