/** All problems of one kind, mended in one go: first what that changes, then post by post, taken back as one. */
import { asError, type Backend } from '$backend/backend';
import type { ErrorView, Fix, ProblemPlace } from '$backend/types';

import { type Item, placeOf, type ProblemGroup } from './groups';

export interface Mend {
  key: string;
  place: ProblemPlace;
  title: string;
  fix: Fix;
}

interface Ends {
  titleOf: (path: string) => string;
  /** What is being typed is with the library, and in its file. */
  handOver: () => Promise<void>;
  /** So many posts were mended, with these ways back. */
  mended: (posts: number, undos: readonly string[]) => void;
  close: () => void;
}

export class Mending {
  readonly name: string;
  /** Null while it is looked at what there is to do. */
  mends = $state.raw<Mend[] | null>(null);
  /** How many were looked at, or mended. */
  done = $state(0);
  running = $state(false);
  failure = $state.raw<ErrorView | null>(null);
  readonly all: number;
  readonly posts = $derived.by(() => new Set((this.mends ?? []).map(({ place }) => place.path)).size);

  readonly #backend: Backend;
  readonly #items: readonly Item[];
  readonly #ends: Ends;
  #stopped = false;

  constructor(backend: Backend, { name, items }: ProblemGroup, ends: Ends) {
    this.name = name;
    this.all = items.length;
    this.#backend = backend;
    this.#items = items;
    this.#ends = ends;
  }

  /** Asks of each what would change. */
  async look(): Promise<void> {
    const mends: Mend[] = [];
    try {
      await this.#ends.handOver();
      for (const { key, problem } of this.#items) {
        const place = placeOf(problem);
        const fixes = place ? await this.#backend.problemFixes(place) : [];
        if (this.#stopped) return;
        const fix = fixes[0];
        if (place && fix?.sure && fixes.length === 1) {
          mends.push({ key, place, title: this.#ends.titleOf(place.path), fix });
        }
        this.done++;
      }
      this.mends = mends;
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  /** One after another; from the last line of a post to its first, so that no line moves before it is mended. */
  async run(): Promise<void> {
    const { mends } = this;
    if (this.running || !mends || mends.length === 0) return;
    this.running = true;
    this.failure = null;
    this.done = 0;
    const order = mends.toSorted(
      (a, b) => a.place.path.localeCompare(b.place.path) || (b.place.line ?? 0) - (a.place.line ?? 0),
    );
    const undos: string[] = [];
    const over = new Set<string>();
    const paths = new Set<string>();
    try {
      await this.#ends.handOver();
      for (const { key, place } of order) {
        if (this.#stopped) break;
        const { undo } = await this.#backend.fixProblem(place, 0);
        if (undo !== undefined) undos.push(undo);
        over.add(key);
        paths.add(place.path);
        this.done++;
      }
    } catch (thrown) {
      this.failure = asError(thrown);
    } finally {
      this.running = false;
      this.#stopped = false;
      this.mends = mends.filter(({ key }) => !over.has(key));
      if (undos.length > 0) this.#ends.mended(paths.size, undos);
    }
    if (!this.failure) this.#ends.close();
  }

  /** What is mended stays so, and can be taken back. */
  stop(): void {
    this.#stopped = true;
    if (!this.running) this.#ends.close();
  }
}
