/** Typewriter mode: while one writes, the caret's line stays at the same height, and the text moves. */
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** Where the line stands, as a part of the height. */
const HEIGHT = 0.45;

interface Lines {
  top: number;
  height: number;
}

/** How far the text has to move up. A pointer moves the caret to where one looks already: nothing moves then. */
export function shift(caret: { top: number; bottom: number }, shown: Lines): number {
  return Math.round((caret.top + caret.bottom) / 2 - (shown.top + shown.height * HEIGHT));
}

/** Not what comes from the library, nor what is done with a pointer. */
const moves = ({ transactions }: ViewUpdate) =>
  transactions.some(
    (transaction) => transaction.selection !== undefined && !transaction.isUserEvent('select.pointer'),
  );

function keepLine(view: EditorView): void {
  view.requestMeasure({
    key: keepLine,
    read: ({ scrollDOM, state }) => {
      const caret = view.coordsAtPos(state.selection.main.head);
      return (
        caret && shift(caret, { top: scrollDOM.getBoundingClientRect().top, height: scrollDOM.clientHeight })
      );
    },
    write: (by) => {
      if (by) view.scrollDOM.scrollTop += by;
    },
  });
}

export const typewriter = [
  EditorView.editorAttributes.of({ class: 'ms-typewriter' }),
  ViewPlugin.fromClass(
    class {
      update(update: ViewUpdate) {
        if (moves(update)) keepLine(update.view);
      }
    },
  ),
];
