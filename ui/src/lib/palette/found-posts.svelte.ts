/**
 * The posts that the palette shows: those that were open last while nothing is typed, else what the library finds. What is
 * shown stays until the next answer is there; an answer to an older question is dropped.
 */
import { asError, type Backend } from '$backend/backend';
import type { ErrorView, PostSummary } from '$backend/types';

/** How long after the last key it is asked: enough for keys that come in one go, too short to be noticed. */
const ASK_AFTER = 30;

interface Options {
  /** How many at the most. */
  limit: number;
  /** While nothing is typed, the others follow those that were open last. */
  all: boolean;
  recent: () => readonly PostSummary[];
}

export class FoundPosts {
  rows = $state.raw<readonly PostSummary[]>([]);
  /** What is shown is not yet the answer to what was asked last. */
  pending = $state(false);
  failure = $state.raw<ErrorView | null>(null);

  readonly #backend: Backend;
  readonly #options: Options;
  #turn = 0;
  #asking: ReturnType<typeof setTimeout> | undefined;

  constructor(backend: Backend, options: Options) {
    this.#backend = backend;
    this.#options = options;
  }

  ask(search: string): void {
    const turn = this.#next();
    const { all, limit, recent } = this.#options;
    if (search === '') this.rows = recent().slice(0, limit);
    this.pending = search !== '' || all;
    if (!this.pending) return;
    this.#asking = setTimeout(() => void this.#look(turn, search), search === '' ? 0 : ASK_AFTER);
  }

  /** Whoever asked is gone. */
  end(): void {
    this.#next();
  }

  #next(): number {
    clearTimeout(this.#asking);
    return ++this.#turn;
  }

  async #look(turn: number, search: string): Promise<void> {
    const { limit, recent } = this.#options;
    try {
      const { rows } = await this.#backend.posts({
        group: 'all',
        ...(search === '' ? { sort: 'newest' } : { search, sort: 'best' }),
        offset: 0,
        limit,
      });
      if (turn !== this.#turn) return;
      const first = search === '' ? recent() : [];
      const others = rows.filter(({ path }) => first.every((post) => post.path !== path));
      this.rows = [...first, ...others].slice(0, limit);
      this.failure = null;
    } catch (thrown) {
      if (turn === this.#turn) this.failure = asError(thrown);
    } finally {
      if (turn === this.#turn) this.pending = false;
    }
  }
}
