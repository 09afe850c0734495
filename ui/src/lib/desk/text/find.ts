/** Find and replace in the text: the editor's own search, with the app's bar above the text. */
import { closeSearchPanel, findNext, findPrevious, openSearchPanel, search } from '@codemirror/search';
import { type Extension, Prec } from '@codemirror/state';
import { type EditorView, keymap, type Panel } from '@codemirror/view';
import { mount, unmount } from 'svelte';

import { Finder } from './finder.svelte';
import FindPanel from './FindPanel.svelte';
import { byKeys } from './keys';

function panel(view: EditorView): Panel {
  const dom = document.createElement('div');
  const finder = new Finder(view);
  const component = mount(FindPanel, { target: dom, props: { view, finder } });
  return {
    dom,
    top: true,
    mount() {
      const field = dom.querySelector('input');
      field?.focus();
      field?.select();
    },
    update: (update) => finder.saw(update),
    destroy() {
      finder.end();
      void unmount(component);
    },
  };
}

/** Opens the bar, with what is selected as what is looked for. Opened already: the keyboard goes there. */
export const openFind = openSearchPanel;

export const find: Extension = [
  search({ createPanel: panel, literal: true }),
  Prec.high(
    keymap.of([
      { any: byKeys('find', openFind), scope: 'editor search-panel' },
      { key: 'F3', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
      { key: 'Escape', run: closeSearchPanel, scope: 'editor search-panel' },
    ]),
  ),
];
