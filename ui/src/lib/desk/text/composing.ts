/** While an input method composes, all keys are its own: Enter takes its word, Tab goes through its list. */
import type { Extension } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';

// The editor knows of a composition only when it has changed the text; the first keys would be taken for its own.
const leave = (event: KeyboardEvent) => {
  if (event.isComposing) event.stopPropagation();
};

const keys = ViewPlugin.define(({ scrollDOM }) => {
  scrollDOM.addEventListener('keydown', leave, true);
  return { destroy: () => scrollDOM.removeEventListener('keydown', leave, true) };
});

/**
 * WebKit takes the composed word out of the text before it puts the finished one in. Where the same word stands before it, the
 * editor finds out from the page alone which of the two went, and takes the wrong end: here it is told.
 */
const word = ViewPlugin.define(() => ({ from: 0, length: 0, goes: false }), {
  eventHandlers: {
    compositionstart(_, view) {
      this.from = view.state.selection.main.from;
      this.length = 0;
    },
    compositionupdate(event) {
      this.length = event.data.length;
    },
    beforeinput(event) {
      this.goes = event.inputType === 'deleteCompositionText' && this.length > 0;
    },
  },
  provide: (plugin) =>
    EditorView.inputHandler.of((view) => {
      const own = view.plugin(plugin);
      if (!own?.goes) return false;
      own.goes = false;
      const to = Math.min(own.from + own.length, view.state.doc.length);
      view.dispatch({
        changes: { from: own.from, to },
        selection: { anchor: own.from },
        userEvent: 'input.type.compose',
      });
      return true;
    }),
});

export const composing: Extension = [keys, word];
