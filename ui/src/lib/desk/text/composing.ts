/** While an input method composes, all keys are its own: Enter takes its word, Tab goes through its list. */
import { ViewPlugin } from '@codemirror/view';

// The editor knows of a composition only when it has changed the text; the first keys would be taken for its own.
const leave = (event: KeyboardEvent) => {
  if (event.isComposing) event.stopPropagation();
};

export const composing = ViewPlugin.define(({ scrollDOM }) => {
  scrollDOM.addEventListener('keydown', leave, true);
  return { destroy: () => scrollDOM.removeEventListener('keydown', leave, true) };
});
