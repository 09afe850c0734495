/**
 * Pictures, recordings and documents that are pasted or dropped: the library stores them, and the text names them where the
 * caret was. The writer may go on writing meanwhile.
 */
import { type Extension, type TransactionSpec } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

import { asError } from '$backend/backend';
import type { PictureAdded } from '$backend/types';
import { pictures as words } from '$words/pictures';

import { sayNote } from './note';

/** Stores files for the post and says how the text names them. */
export interface Store {
  put: (name: string, bytes: Uint8Array) => Promise<PictureAdded>;
  /** The picture on the clipboard, of which the page may know nothing; null where there is none. */
  paste: () => Promise<PictureAdded | null>;
}

/** Wider than this is more than any screen shows of a post; in points. */
export const WIDE = 2000;

/** What the text says of a stored file, on a line of its own; the caret waits where the description goes. */
export function named(view: EditorView, at: number, added: PictureAdded): TransactionSpec {
  const { doc } = view.state;
  const line = doc.lineAt(at);
  const above = line.number > 1 ? doc.line(line.number - 1).text.trim() : '';
  const before = doc.sliceString(line.from, at).trim() !== '' ? '\n\n' : above === '' ? '' : '\n';
  const after = doc.sliceString(at, line.to).trim() === '' ? '' : '\n\n';
  const name = added.path.slice(added.path.lastIndexOf('/') + 1);
  const text = added.picture ? `![](${added.address})` : `[${name}](${added.address})`;
  const words = at + before.length + (added.picture ? 2 : 1);
  return {
    changes: { from: at, insert: `${before}${text}${after}` },
    selection: { anchor: words, head: added.picture ? words : words + name.length },
    userEvent: 'input.paste',
    scrollIntoView: true,
    effects: sayNote.of(said(added)),
  };
}

function said(added: PictureAdded): string {
  const { width, height } = added;
  const large = width !== undefined && height !== undefined && Math.max(width, height) > WIDE;
  return [
    words.added(added.path, added.bytes),
    ...(added.before > added.bytes ? [words.cleaned] : []),
    ...(large ? [words.large(width, height)] : []),
    ...(added.picture ? [words.describe] : []),
  ].join(' ');
}

/** Stores one file; null where there was none after all. */
type Stored = () => Promise<PictureAdded | null>;

class Storing {
  /** Where the next one goes. */
  #at: number | null = null;
  readonly #view: EditorView;
  readonly #store: Store;

  constructor(view: EditorView, store: Store) {
    this.#view = view;
    this.#store = store;
  }

  update({ changes, docChanged }: ViewUpdate): void {
    if (this.#at !== null && docChanged) this.#at = changes.mapPos(this.#at, 1);
  }

  destroy(): void {
    this.#at = null;
  }

  /** Whether these files are taken care of. Text that came with them is the better paste. */
  take(data: DataTransfer, at: number): boolean {
    const files = [...data.files];
    if (files.length === 0 || data.getData('text/plain').trim() !== '' || this.#view.state.readOnly)
      return false;
    const stored = files.map((file) => async () => {
      this.#view.dispatch({ effects: sayNote.of(words.adding(file.name)) });
      return this.#store.put(file.name, new Uint8Array(await file.arrayBuffer()));
    });
    this.#begin(at, stored);
    return true;
  }

  /** A paste of nothing, as far as the page is told: WebKitGTK tells it of no pictures. */
  takeUntold(data: DataTransfer, at: number): boolean {
    if (data.types.length > 0 || data.files.length > 0 || this.#view.state.readOnly) return false;
    this.#begin(at, [() => this.#store.paste()]);
    return true;
  }

  #begin(at: number, stored: Stored[]): void {
    const idle = this.#at === null;
    this.#at = at;
    if (idle) void this.#name(stored);
  }

  async #name(all: Stored[]): Promise<void> {
    for (const stored of all) {
      try {
        const added = await stored();
        if (this.#at === null || this.#view.state.readOnly) return;
        if (added) this.#view.dispatch(named(this.#view, this.#at, added));
      } catch (thrown) {
        const { message, hint } = asError(thrown);
        this.#view.dispatch({ effects: sayNote.of([message, hint].filter(Boolean).join(' ')) });
      }
    }
    this.#at = null;
  }
}

export const pictures = (store: Store): Extension =>
  ViewPlugin.define((view) => new Storing(view, store), {
    eventHandlers: {
      paste(event, view) {
        const data = event.clipboardData;
        const at = view.state.selection.main.to;
        if (!data || (!this.take(data, at) && !this.takeUntold(data, at))) return false;
        event.preventDefault();
        return true;
      },
      drop(event, view) {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length;
        if (!event.dataTransfer || !this.take(event.dataTransfer, at)) return false;
        event.preventDefault();
        return true;
      },
    },
  });
