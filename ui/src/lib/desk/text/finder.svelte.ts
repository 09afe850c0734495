/** What was found in the text: how often, and which of it is chosen. Counted at most a few times a second. */
import { getSearchQuery, SearchQuery, setSearchQuery } from '@codemirror/search';
import type { EditorView, ViewUpdate } from '@codemirror/view';

/** More are found, but not counted. */
export const MOST = 5000;
/** How long after a change of the text it is looked through again, in milliseconds. */
const AGAIN_AFTER = 200;

export interface Wanted {
  search: string;
  replace: string;
  caseSensitive: boolean;
  wholeWord: boolean;
  regexp: boolean;
}

interface Match {
  from: number;
  to: number;
}

export class Finder {
  wanted = $state.raw<Wanted>() as Wanted;
  found = $state.raw<readonly Match[]>([]);
  more = $state(false);
  valid = $state(true);
  /** The number of the match that is chosen, from 1; 0 when none is. */
  now = $state(0);
  /** How many were replaced at once, until something else is done. */
  replaced = $state<number | null>(null);
  /** Nothing can be replaced. */
  readOnly = $state(false);

  readonly #view: EditorView;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView) {
    this.#view = view;
    this.readOnly = view.state.readOnly;
    this.#take(getSearchQuery(view.state));
    this.#look();
  }

  /** Looks for something else, and goes to the first of it from the caret on. */
  want(part: Partial<Wanted>): void {
    const wanted = { ...this.wanted, ...part };
    // A backslash is one, where no pattern is written.
    this.#view.dispatch({
      effects: setSearchQuery.of(new SearchQuery({ ...wanted, literal: !wanted.regexp })),
    });
    const { from } = this.#view.state.selection.main;
    const first = this.found.find((match) => match.from >= from) ?? this.found[0];
    if (!('replace' in part) && first) {
      this.#view.dispatch({ selection: { anchor: first.from, head: first.to }, scrollIntoView: true });
    }
  }

  saw(update: ViewUpdate): void {
    for (const transaction of update.transactions) {
      if (transaction.isUserEvent('input.replace.all')) {
        let count = 0;
        transaction.changes.iterChanges(() => count++, true);
        this.replaced = count;
      } else if (transaction.docChanged) this.replaced = null;
    }
    this.readOnly = update.state.readOnly;
    const query = getSearchQuery(update.state);
    if (!query.eq(getSearchQuery(update.startState))) {
      this.replaced = null;
      this.#take(query);
      this.#look();
    } else if (update.docChanged) {
      clearTimeout(this.#timer);
      if (update.transactions.some((transaction) => transaction.isUserEvent('input.replace'))) this.#look();
      else this.#timer = setTimeout(() => this.#look(), AGAIN_AFTER);
    } else if (update.selectionSet) this.#place();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #take({ search, replace, caseSensitive, wholeWord, regexp }: SearchQuery): void {
    this.wanted = { search, replace, caseSensitive, wholeWord, regexp };
  }

  #look(): void {
    const query = getSearchQuery(this.#view.state);
    const found: Match[] = [];
    this.more = false;
    this.valid = query.search === '' || query.valid;
    if (query.valid) {
      const cursor = query.getCursor(this.#view.state);
      for (let next = cursor.next(); !next.done; next = cursor.next()) {
        if (found.length === MOST) {
          this.more = true;
          break;
        }
        found.push({ from: next.value.from, to: next.value.to });
      }
    }
    this.found = found;
    this.#place();
  }

  #place(): void {
    const { from, to } = this.#view.state.selection.main;
    this.now = this.found.findIndex((match) => match.from === from && match.to === to) + 1;
  }
}
