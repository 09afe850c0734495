/** Other posts by their titles, behind an opening bracket: the link is written as the generator wants it. */
import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';

import type { Backend } from '$backend/backend';

/** So many are offered. */
const OFFERED = 8;

/** The open post, by its session and its path. */
export type Open = () => { id: string; path: string } | null;

export function linkedPosts(backend: Pick<Backend, 'posts' | 'linkTo'>, open: Open): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    // Pictures, notes and boxes of tasks begin likewise.
    const typed = context.matchBefore(/(?<![!\]\\])\[[^[\]\n^][^[\]\n]+/);
    const post = open();
    if (!typed || !post) return null;
    const { rows } = await backend.posts({
      group: 'all',
      search: typed.text.slice(1),
      sort: 'best',
      offset: 0,
      limit: OFFERED + 1,
    });
    const others = rows.filter(({ path }) => path !== post.path).slice(0, OFFERED);
    if (others.length === 0) return null;
    return {
      from: typed.from + 1,
      options: others.map(({ title, date, path }) => ({
        label: title,
        ...(date !== undefined && { detail: date }),
        apply: (view: EditorView, _chosen: Completion, from: number, to: number) =>
          void write(view, from, to, title, backend.linkTo(post.id, path)),
      })),
      filter: false,
    };
  };
}

/** The words at once, and the address when the library has said it: what is typed meanwhile stays behind them. */
async function write(view: EditorView, from: number, to: number, title: string, address: Promise<string>) {
  const closed = view.state.sliceDoc(to, to + 1) === ']' ? 1 : 0;
  const words = title.replace(/[[\]\\]/g, '\\$&');
  const link = await address.catch(() => '');
  if (view.state.sliceDoc(from - 1, from) !== '[') return;
  const insert = `${words}](${link})`;
  view.dispatch({
    changes: { from, to: to + closed, insert },
    selection: { anchor: from + insert.length - (link === '' ? 1 : 0) },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
}
