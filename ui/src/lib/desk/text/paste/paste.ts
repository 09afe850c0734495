/** Pasting: an address over words, and text with links, lists and tables, which becomes Markdown. The rest is the editor's. */
import type { EditorState, Extension, StateEffect, TransactionSpec } from '@codemirror/state';
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

import { asError } from '$backend/backend';
import { editor } from '$words/editor';

import { note, sayNote } from '../note';
import { codeAt } from '../where';
import { isAddress, linked } from './address';
import type { Rich } from './rich';
import { worthReading } from './worth';

/** What begins a block of its own, and so cannot stand behind other words. */
const BLOCK = /^(?:#{1,6} |[-*+] |\d+[.)] |> |\||```|---$)|\n\n/m;

interface Span {
  from: number;
  to: number;
}

/** The Markdown in its place: what is a block of its own does not stand behind other words. */
export function placed(state: EditorState, { from, to }: Span, markdown: string): TransactionSpec {
  const before = state.sliceDoc(state.doc.lineAt(from).from, from);
  const after = state.sliceDoc(to, state.doc.lineAt(to).to);
  const apart = BLOCK.test(markdown);
  const insert =
    (apart && before.trim() !== '' ? '\n\n' : '') + markdown + (apart && after.trim() !== '' ? '\n\n' : '');
  return {
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.paste',
    scrollIntoView: true,
  };
}

/** The keys that paste plain text. What follows them is a paste that looks like any other. */
const wantsPlain = (event: KeyboardEvent) =>
  event.shiftKey && (event.ctrlKey || event.metaKey) && event.code === 'KeyV';

class Pasting {
  /** Where the text goes that is being read; the writer may go on writing meanwhile. */
  #place: Span | null = null;
  #plain = false;
  readonly #view: EditorView;

  constructor(view: EditorView) {
    this.#view = view;
  }

  update({ changes, docChanged }: ViewUpdate): void {
    if (!this.#place || !docChanged) return;
    const { from, to } = this.#place;
    this.#place = {
      from: changes.mapPos(from, -1),
      to: Math.max(changes.mapPos(from, -1), changes.mapPos(to, 1)),
    };
  }

  destroy(): void {
    this.#place = null;
  }

  pressed(event: KeyboardEvent): void {
    this.#plain = wantsPlain(event);
  }

  /** Whether the paste is taken care of. */
  take(data: DataTransfer): boolean {
    const { state } = this.#view;
    const plain = this.#plain;
    this.#plain = false;
    const { main, ranges } = state.selection;
    if (plain || state.readOnly || ranges.some(({ from, to }) => codeAt(state, from) ?? codeAt(state, to)))
      return false;
    const plainText = data.getData('text/plain');
    // A picture alone: its file is the better paste than where it came from.
    if (data.files.length > 0 && plainText.trim() === '') return false;
    const address = plainText.trim();
    const link = isAddress(address) ? linked(state, address) : null;
    if (link) {
      this.#view.dispatch(link);
      return true;
    }
    const html = data.getData('text/html');
    if (ranges.length > 1 || !worthReading(html)) return false;
    this.#place = { from: main.from, to: main.to };
    void this.#read(html, plainText);
    return true;
  }

  async #read(html: string, plain: string): Promise<void> {
    let rich: Rich;
    try {
      rich = (await import('./rich')).toMarkdown(html);
    } catch (thrown) {
      console.error(asError(thrown).message);
      rich = { markdown: '', picturesLeft: 0 };
    }
    const { state } = this.#view;
    if (!this.#place || state.readOnly) return;
    const effects: StateEffect<unknown>[] =
      rich.picturesLeft > 0 ? [sayNote.of(editor.paste.picturesLeft(rich.picturesLeft))] : [];
    this.#view.dispatch({
      ...placed(state, this.#place, rich.markdown || plain.replace(/\r\n?/g, '\n')),
      effects,
    });
    this.#place = null;
  }
}

const pasting = ViewPlugin.fromClass(Pasting, {
  eventHandlers: {
    keydown(event) {
      this.pressed(event);
    },
    paste(event) {
      if (!event.clipboardData || !this.take(event.clipboardData)) return false;
      event.preventDefault();
      return true;
    },
  },
});

export const paste: Extension = [note, pasting];
