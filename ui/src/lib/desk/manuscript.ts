/** The editor's own look and habits: Markdown, live styling, history, keys. Which post it holds is none of its business. */
import type { CompletionSource } from '@codemirror/autocomplete';
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentLess,
  indentMore,
  redoSelection,
  undoSelection,
} from '@codemirror/commands';
import { deleteMarkupBackward, markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Extension, Prec } from '@codemirror/state';
import { type Command, drawSelection, EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';

import { words } from '$words/en';

import { problemMarks } from './problem-marks';
import { codeColours, codeLanguages } from './text/code-languages';
import { completion } from './text/completion-sources';
import { composing } from './text/composing';
import { directions } from './text/direction';
import { closingFences, newLineInCode } from './text/enter';
import { find } from './text/find';
import { type Asked, writingKeys } from './text/keys';
import { goOnWithList } from './text/lists';
import { paste } from './text/paste/paste';
import { settled } from './text/settings';
import { intoTable, selectIntoTable } from './text/table-arrows';
import { bars, nextCell, nextRow, previousCell } from './text/table-keys';
import { writing } from './writing-settings.svelte';

const look = HighlightStyle.define([
  { tag: tags.heading, class: 'ms-h' },
  { tag: tags.strong, class: 'ms-strong' },
  { tag: tags.emphasis, class: 'ms-em' },
  { tag: tags.strikethrough, class: 'ms-strike' },
  { tag: tags.monospace, class: 'ms-mono' },
  { tag: tags.link, class: 'ms-link' },
  { tag: tags.url, class: 'ms-mark' },
  { tag: tags.processingInstruction, class: 'ms-mark' },
  { tag: tags.contentSeparator, class: 'ms-mark' },
  { tag: tags.labelName, class: 'ms-mark' },
  { tag: [tags.comment, tags.tagName, tags.angleBracket], class: 'ms-mark' },
]);

export interface Around extends Asked {
  /** What is offered while one types, besides what the text itself knows. */
  sources?: readonly CompletionSource[];
}

/** Tab indents list items; anywhere else it leaves the text, as it leaves every field. */
const inLists =
  (indent: Command): Command =>
  (view) =>
    /^\s*(?:[-*+]|\d+[.)])\s/.test(view.state.doc.lineAt(view.state.selection.main.head).text) &&
    indent(view);

/** Keys of the editor that mean something else in Galley, wherever the writer has put that. */
const OTHERWISE = new Set(['Mod-i', 'Shift-Mod-k', 'Mod-/']);
/** Undo and redo are Galley's; what was selected can be taken back too. */
const OF_SELECTION = new Set<unknown>([undoSelection, redoSelection]);

/** Undo and redo are asked for, not done: a field that is being edited has to be handed over before. */
export function manuscript({ sources = [], ...asked }: Around): Extension {
  return [
    history(),
    drawSelection({ cursorBlinkRate: 1100 }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': words.desk.manuscript,
      'data-testid': 'manuscript',
      tabindex: '0',
      autocapitalize: 'sentences',
    }),
    composing,
    writingKeys(asked),
    find,
    completion(sources),
    // Before what language modes make of these keys. Lists are last: they know nothing of code and cells.
    Prec.high(
      keymap.of([
        { key: 'Enter', run: newLineInCode },
        { key: 'Enter', run: nextRow },
        { key: 'Enter', run: goOnWithList },
        { key: 'Backspace', run: deleteMarkupBackward },
        { key: 'Tab', run: nextCell, shift: previousCell },
        { key: 'ArrowUp', run: intoTable.up, shift: selectIntoTable.up },
        { key: 'ArrowDown', run: intoTable.down, shift: selectIntoTable.down },
      ]),
    ),
    markdown({
      base: markdownLanguage,
      codeLanguages,
      addKeymap: false,
      completeHTMLTags: false,
      pasteURLAsLink: false,
    }),
    syntaxHighlighting(look),
    syntaxHighlighting(codeColours),
    problemMarks,
    directions,
    closingFences,
    bars,
    paste,
    settled(writing.all),
    keymap.of([
      { key: 'Tab', run: inLists(indentMore), shift: inLists(indentLess) },
      ...defaultKeymap.filter(({ key }) => !OTHERWISE.has(key ?? '')),
      ...historyKeymap.filter(({ run }) => OF_SELECTION.has(run)),
    ]),
  ];
}
