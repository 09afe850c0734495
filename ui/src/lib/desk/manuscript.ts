/** The editor's own look and habits: Markdown, live styling, history, keys. Which post it holds is none of its business. */
import type { CompletionSource } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import {
  deleteMarkupBackward,
  insertNewlineContinueMarkupCommand,
  markdown,
  markdownLanguage,
} from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Extension, Prec } from '@codemirror/state';
import { type Command, drawSelection, EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';

import { words } from '$words/en';

import { problemMarks } from './problem-marks';
import { tickBox } from './text/boxes';
import { codeColours, codeLanguages } from './text/code-languages';
import { completion } from './text/completion-sources';
import { composing } from './text/composing';
import { directions } from './text/direction';
import { closingFences, newLineInCode } from './text/enter';
import { find } from './text/find';
import { keysByPlace } from './text/keys';
import { paste } from './text/paste/paste';
import { settled } from './text/settings';
import { nextCell, nextRow, previousCell } from './text/table-keys';
import { bold, code, italic, link, strike } from './writing';
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

export interface ManuscriptKeys {
  undo: () => void;
  redo: () => void;
  /** What is offered while one types, besides what the text itself knows. */
  sources?: readonly CompletionSource[];
}

/** In an empty item, Enter ends the list, also where it has one item before. */
const goOnWithList = insertNewlineContinueMarkupCommand({ nonTightLists: false });

/** Tab indents list items; anywhere else it leaves the text, as it leaves every field. */
const inLists =
  (indent: Command): Command =>
  (view) =>
    /^\s*(?:[-*+]|\d+[.)])\s/.test(view.state.doc.lineAt(view.state.selection.main.head).text) &&
    indent(view);

/** Undo and redo are asked for, not done: a field that is being edited has to be handed over before. */
export function manuscript({ undo, redo, sources = [] }: ManuscriptKeys): Extension {
  const run = (act: () => void) => () => {
    act();
    return true;
  };
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
    keymap.of([
      { key: 'Mod-z', run: run(undo), preventDefault: true },
      { key: 'Mod-Shift-z', run: run(redo), preventDefault: true },
      { key: 'Mod-y', run: run(redo), preventDefault: true },
      { key: 'Mod-b', run: bold },
      { key: 'Mod-i', run: italic },
      { key: 'Mod-e', run: code },
      { key: 'Mod-Shift-k', run: link },
      { key: 'Mod-Shift-x', run: strike },
      { key: 'Mod-Enter', run: tickBox },
    ]),
    composing,
    keysByPlace,
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
    paste,
    settled(writing.all),
    keymap.of([
      { key: 'Tab', run: inLists(indentMore), shift: inLists(indentLess) },
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-i'),
      ...historyKeymap,
    ]),
  ];
}
