/**
 * What is found again when a post is opened another time: the caret, what of the text was seen, and what can be undone. It
 * holds for the text that it was made of: where another program has changed the file, the caret alone is put back, as near
 * as can be.
 */
import { historyField } from '@codemirror/commands';
import { EditorSelection, EditorState, type EditorStateConfig, type Extension } from '@codemirror/state';
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

import { fnv1a } from '$backend/hash';

/** How long after the last key, click or scroll it is written down. */
const AFTER = 1000;

/** A longer history is not kept; the text itself never hangs on it. In characters of JSON. */
const LONGEST = 1_000_000;

interface Kept {
  /** Of the text that it holds for. */
  hash: string;
  selection: unknown;
  /** The place in the text that stood at the top. */
  top: number;
  history?: unknown;
}

interface Branches {
  done: Event[];
  undone: Event[];
}

interface Event {
  changes?: (number | unknown[])[];
}

const hashOf = (state: EditorState) => fnv1a([state.sliceDoc()]);

/** What is to be kept of an editor whose view begins at `top`, as text. */
export function keep(state: EditorState, top: number): string {
  const { history, selection } = state.toJSON({ history: historyField }) as {
    history?: Branches;
    selection: unknown;
  };
  const kept: Kept = { hash: hashOf(state), selection, top, ...(history && { history: textAlone(history) }) };
  const text = JSON.stringify(kept);
  return text.length <= LONGEST ? text : JSON.stringify({ ...kept, history: undefined });
}

/**
 * The steps after the last edit of fields. Such an edit is an effect in the editor's history, which its JSON does not have:
 * what lies behind it could not be taken back in the order in which it was done.
 */
function textAlone({ done, undone }: Branches): Branches {
  const since = (events: Event[]) => {
    // An event of selections alone has no changes; one of the fields has changes that change nothing.
    const head = events.findLastIndex(({ changes }) => changes?.every((part) => !Array.isArray(part)));
    return events.slice(head + 1);
  };
  return { done: since(done), undone: since(undone) };
}

/** An editor's state over this text, with what was kept as far as it fits. */
export function recall(kept: string | null, doc: string, extensions: EditorStateConfig['extensions']) {
  const anew = () => EditorState.create({ doc, ...(extensions && { extensions }) });
  if (kept === null) return { state: anew(), scrollTo: undefined };
  try {
    const { hash, selection, top, history } = JSON.parse(kept) as Kept;
    if (hash !== fnv1a([doc])) {
      const { main } = EditorSelection.fromJSON(selection);
      const at = Math.min(main.head, doc.length);
      const state = anew();
      return {
        state: state.update({ selection: { anchor: at } }).state,
        scrollTo: EditorView.scrollIntoView(at, { y: 'center' }),
      };
    }
    const state = EditorState.fromJSON(
      { doc, selection, ...(history !== undefined && { history }) },
      { ...(extensions && { extensions }) },
      history === undefined ? {} : { history: historyField },
    );
    return {
      state,
      scrollTo: EditorView.scrollIntoView(Math.min(top, doc.length), { y: 'start', yMargin: 0 }),
    };
  } catch {
    // Written by another version, or broken: the post is opened as one that was never open.
    return { state: anew(), scrollTo: undefined };
  }
}

/** Hands over what is to be kept whenever the writer pauses, and at the end. */
export function remembering(write: (kept: string) => void): Extension {
  return ViewPlugin.define(
    (view) => {
      let waiting: ReturnType<typeof setTimeout> | undefined;
      const own = {
        top: 0,
        soon() {
          clearTimeout(waiting);
          waiting = setTimeout(() => own.now(), AFTER);
        },
        now() {
          waiting = undefined;
          write(keep(view.state, Math.min(own.top, view.state.doc.length)));
        },
        update(update: ViewUpdate) {
          if (update.docChanged || update.selectionSet) own.soon();
        },
        destroy() {
          if (waiting === undefined) return;
          clearTimeout(waiting);
          own.now();
        },
      };
      return own;
    },
    {
      eventHandlers: {
        scroll(_, view) {
          this.top = view.lineBlockAtHeight(view.scrollDOM.scrollTop).from;
          this.soon();
        },
      },
    },
  );
}
