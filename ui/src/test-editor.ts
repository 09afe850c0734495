/** An editor for tests: `‸` stands where the caret is, two of them round what is selected. */
import { forceParsing } from '@codemirror/language';
import { EditorSelection, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import { manuscript } from './lib/desk/manuscript';

const CARET = '‸';

/** The whole manuscript, or an editor with other extensions. In the document until `end`. */
export function edited(marked: string, extensions: Extension = manuscript({ undo() {}, redo() {} })) {
  const [before = '', within, after] = marked.split(CARET);
  const doc = marked.replaceAll(CARET, '');
  const selection =
    after === undefined
      ? EditorSelection.single(before.length)
      : EditorSelection.single(before.length, before.length + (within ?? '').length);
  const view = new EditorView({ doc, selection, extensions, parent: document.body });
  forceParsing(view, doc.length, 5000);

  return {
    view,
    /** The text with the caret in it. */
    get now(): string {
      const { from, to } = view.state.selection.main;
      const text = view.state.doc.toString();
      const chosen = from === to ? '' : `${text.slice(from, to)}${CARET}`;
      return `${text.slice(0, from)}${CARET}${chosen}${text.slice(to)}`;
    },
    get text(): string {
      return view.state.doc.toString();
    },
    /** Presses keys; true when the editor took the press. */
    press(key: string, more: KeyboardEventInit = {}): boolean {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
      view.contentDOM.dispatchEvent(event);
      forceParsing(view, view.state.doc.length, 5000);
      return event.defaultPrevented;
    },
    /** Types characters one by one, as a keyboard does. */
    type(text: string): void {
      for (const sign of text) {
        const { from, to } = view.state.selection.main;
        const insert = () =>
          view.state.update({
            ...view.state.replaceSelection(sign),
            userEvent: 'input.type',
            scrollIntoView: true,
          });
        const taken = view.state
          .facet(EditorView.inputHandler)
          .some((handle) => handle(view, from, to, sign, insert));
        if (!taken) view.dispatch(insert());
      }
    },
    select(from: number, to = from): void {
      view.dispatch({ selection: { anchor: from, head: to } });
    },
    end(): void {
      view.destroy();
    },
  };
}

export type Edited = ReturnType<typeof edited>;
