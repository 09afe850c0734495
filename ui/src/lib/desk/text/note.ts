/** A sentence below the text, about what was just done in it. It goes with the next change. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, type Panel, showPanel } from '@codemirror/view';

export const sayNote = StateEffect.define<string>();

const panel = (said: string) => (): Panel => {
  const dom = document.createElement('div');
  dom.className = 'ms-note';
  dom.setAttribute('role', 'status');
  return {
    dom,
    // Words that come into a place that is there already are read aloud.
    mount: () => queueMicrotask(() => (dom.textContent = said)),
  };
};

export const note: Extension = StateField.define<((view: EditorView) => Panel) | null>({
  create: () => null,
  update(value, transaction) {
    const said = transaction.effects.findLast((effect) => effect.is(sayNote));
    if (said) return panel(said.value);
    return transaction.docChanged ? null : value;
  },
  provide: (field) => showPanel.from(field),
});
