/** Focus mode: all but the caret's paragraph steps back. */
import type { EditorState } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

const here = Decoration.line({ class: 'ms-here' });

/** The lines round the caret up to the next blank ones, but none outside of what is shown. */
export function paragraph(
  state: EditorState,
  shown: { from: number; to: number },
): { first: number; last: number } {
  const { doc } = state;
  const at = doc.lineAt(state.selection.main.head).number;
  const [top, bottom] = [doc.lineAt(shown.from).number, doc.lineAt(shown.to).number];
  const blank = (number: number) => doc.line(number).text.trim() === '';
  let [first, last] = [at, at];
  if (blank(at)) return { first, last };
  while (first > top && !blank(first - 1)) first--;
  while (last < bottom && !blank(last + 1)) last++;
  return { first, last };
}

function mark({ state, viewport }: EditorView): DecorationSet {
  const { first, last } = paragraph(state, viewport);
  return Decoration.set(
    Array.from({ length: last - first + 1 }, (_, at) => here.range(state.doc.line(first + at).from)),
  );
}

export const focusMode = [
  EditorView.editorAttributes.of({ class: 'ms-focus' }),
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = mark(view);
      }

      update(update: ViewUpdate) {
        if (update.docChanged || update.selectionSet || update.viewportChanged) {
          this.decorations = mark(update.view);
        }
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
];
