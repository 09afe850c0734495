/** The keys that the text takes itself, whichever they are just now, and what they do. Before the editor's own habits. */
import { type Extension, Prec } from '@codemirror/state';
import { type Command, EditorView, keymap } from '@codemirror/view';

import { type KeyName, keys, matches } from '$words/keys';

import { bold, code, italic, link, strike } from '../writing';
import { tickBox } from './boxes';
import { heading, quote } from './lines';

/** The text is written in without the app around it too, which knows the system better. */
const platform = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? 'macos' : 'linux';

/** A command by its keys, for `keymap`. */
export const byKeys =
  (name: KeyName, run: Command) =>
  (view: EditorView, event: KeyboardEvent): boolean =>
    matches(event, keys[name], platform) && run(view);

/** What the text asks for, as it does not do it itself. */
export interface Asked {
  undo: () => void;
  redo: () => void;
  outline?: () => void;
}

const always =
  (act: () => void): Command =>
  () => {
    act();
    return true;
  };

export function writingKeys({ undo, redo, outline }: Asked): Extension {
  const commands: [KeyName, Command][] = [
    ['undo', always(undo)],
    ['redo', always(redo)],
    ['redoOther', always(redo)],
    ...(outline ? [['outline', always(outline)] satisfies [KeyName, Command]] : []),
    ['bold', bold],
    ['italic', italic],
    ['code', code],
    ['link', link],
    ['strike', strike],
    ['quote', quote],
    ['tickBox', tickBox],
    ['paragraph', heading(0)],
    ['heading1', heading(1)],
    ['heading2', heading(2)],
    ['heading3', heading(3)],
    ['heading4', heading(4)],
    ['heading5', heading(5)],
    ['heading6', heading(6)],
  ];
  return [
    Prec.high(
      keymap.of([{ any: (view, event) => commands.some(([name, run]) => byKeys(name, run)(view, event)) }]),
    ),
    // The browser has keys for bold, italic and underlined of its own. What is written here has marks for that.
    EditorView.domEventHandlers({ beforeinput: ({ inputType }) => inputType.startsWith('format') }),
  ];
}
