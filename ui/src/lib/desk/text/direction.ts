/** Lines that begin in Hebrew, Arabic or another such script are written from the right. Code never is. */
import { type Extension, Prec } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

import { around } from './where';

const FROM_RIGHT =
  /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const CODE_BLOCKS = new Set(['FencedCode', 'CodeBlock']);

const rightToLeft = Decoration.line({ attributes: { dir: 'rtl' } });

/** Whether the first letter of a text wants it written from the right. */
export const fromRight = (text: string) => FROM_RIGHT.test(text);

function turn({ state, visibleRanges }: EditorView): DecorationSet {
  const lines = visibleRanges.flatMap(({ from, to }) => {
    const found = [];
    for (let at = from; at <= to;) {
      const line = state.doc.lineAt(at);
      if (fromRight(line.text) && !around(state, line.from, CODE_BLOCKS)) {
        found.push(rightToLeft.range(line.from));
      }
      at = line.to + 1;
    }
    return found;
  });
  return Decoration.set(lines, true);
}

export const directions: Extension = [
  EditorView.perLineTextDirection.of(true),
  Prec.low(
    ViewPlugin.fromClass(
      class {
        decorations: DecorationSet;

        constructor(view: EditorView) {
          this.decorations = turn(view);
        }

        update(update: ViewUpdate) {
          if (update.docChanged || update.viewportChanged) this.decorations = turn(update.view);
        }
      },
      { decorations: (plugin) => plugin.decorations },
    ),
  ),
];
