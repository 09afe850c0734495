/** Counts the words of what is selected: at most once a frame, and not before it rests where that is very much. */
import type { EditorState, Extension } from '@codemirror/state';
import { ViewPlugin, type ViewUpdate } from '@codemirror/view';

import { length } from '$words/length';

/** A selection with more characters than this is counted when it has not changed for a moment. */
const MUCH = 100_000;
const REST = 250;

function count(state: EditorState): number {
  return state.selection.ranges
    .filter(({ empty }) => !empty)
    .reduce((words, { from, to }) => words + length(state.sliceDoc(from, to)).words, 0);
}

export function countSelection(say: (words: number) => void): Extension {
  return ViewPlugin.define((view) => {
    let stop = () => {};
    return {
      update(update: ViewUpdate) {
        if (!update.selectionSet && !update.docChanged) return;
        stop();
        const { ranges } = update.state.selection;
        const signs = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
        const tell = () => say(count(view.state));
        if (signs === 0) {
          stop = () => {};
          say(0);
        } else if (signs > MUCH) {
          const timer = setTimeout(tell, REST);
          stop = () => clearTimeout(timer);
        } else {
          const frame = requestAnimationFrame(tell);
          stop = () => cancelAnimationFrame(frame);
        }
      },
      destroy: () => stop(),
    };
  });
}
