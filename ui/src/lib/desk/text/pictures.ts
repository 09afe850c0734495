/**
 * Pictures, recordings and documents that are pasted or dropped: the library stores them, and the text names them where the
 * caret was. The writer may go on writing meanwhile.
 */
import { syntaxTree } from '@codemirror/language';
import { type EditorState, type Extension, type TransactionSpec } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';

import { asError } from '$backend/backend';
import type { Pasted, PictureAdded } from '$backend/types';
import { pictures as words } from '$words/pictures';

import { sayNote } from './note';

/** Stores files for the post and says how the text names them. */
export interface Store {
  put: (name: string, bytes: Uint8Array) => Promise<PictureAdded>;
  /** What is on the clipboard, where the page was told of nothing. */
  untold: () => Promise<Pasted>;
}

/** Wider than this is more than any screen shows of a post; in points. */
export const WIDE = 2000;

/** What the text says of a stored file, on a line of its own; the caret waits where the description goes. */
export function named(view: EditorView, wanted: number, added: PictureAdded): TransactionSpec {
  const at = behindPicture(view.state, wanted);
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

/** One thing that is pasted, and where it goes. */
interface Job {
  at: number;
  read: () => Promise<Pasted>;
}

class Storing {
  /** The first one is being read. */
  #jobs: Job[] = [];
  readonly #view: EditorView;
  readonly #store: Store;

  constructor(view: EditorView, store: Store) {
    this.#view = view;
    this.#store = store;
  }

  update({ changes, docChanged }: ViewUpdate): void {
    if (docChanged) this.#jobs = this.#jobs.map((job) => ({ ...job, at: changes.mapPos(job.at, 1) }));
  }

  destroy(): void {
    this.#jobs = [];
  }

  /** Whether these files are taken care of. Text that came with them is the better paste. */
  take(data: DataTransfer, at: number): boolean {
    const files = [...data.files];
    if (files.length === 0 || data.getData('text/plain').trim() !== '' || this.#view.state.readOnly)
      return false;
    this.#add(
      files.map((file) => ({
        at,
        read: async () => {
          this.#view.dispatch({ effects: sayNote.of(words.adding(file.name)) });
          return { picture: await this.#store.put(file.name, new Uint8Array(await file.arrayBuffer())) };
        },
      })),
    );
    return true;
  }

  /** A paste of nothing, as far as the page is told. That there are no types says little: WebKitGTK knows few. */
  takeUntold(data: DataTransfer, at: number): boolean {
    const told = data.types.length > 0 || data.files.length > 0 || data.getData('text/plain') !== '';
    if (told || this.#view.state.readOnly) return false;
    this.#add([{ at, read: () => this.#store.untold() }]);
    return true;
  }

  #add(jobs: Job[]): void {
    const idle = this.#jobs.length === 0;
    this.#jobs.push(...jobs);
    if (idle) void this.#run();
  }

  /** One after the other, as they were pasted. */
  async #run(): Promise<void> {
    for (let job = this.#jobs[0]; job; job = this.#jobs[0]) {
      try {
        const found = await job.read();
        const at = this.#jobs[0]?.at;
        if (at === undefined) return;
        if (!this.#view.state.readOnly) this.#insert(found, at);
      } catch (thrown) {
        const { message, hint } = asError(thrown);
        this.#view.dispatch({ effects: sayNote.of([message, hint].filter(Boolean).join(' ')) });
      }
      this.#jobs = this.#jobs.slice(1);
    }
  }

  #insert({ picture, words }: Pasted, at: number): void {
    const { state } = this.#view;
    if (picture) this.#view.dispatch(named(this.#view, at, picture));
    else if (words) {
      // Over what is selected, if it still is.
      const { main } = state.selection;
      const [from, insert] = [main.to === at ? main.from : at, state.toText(words)];
      this.#view.dispatch({
        changes: { from, to: at, insert },
        selection: { anchor: from + insert.length },
        userEvent: 'input.paste',
        scrollIntoView: true,
      });
    }
  }
}

/** Where a picture is named already, whose description the caret waits for, the next one goes behind it. */
function behindPicture(state: EditorState, at: number): number {
  for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(at, -1); node; node = node.parent)
    if (node.name === 'Image' && node.from < at && at < node.to) return node.to;
  return at;
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
