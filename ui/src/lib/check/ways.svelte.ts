/** The ways to mend one problem: asked for, one of them chosen, and done. */
import { asError, type Backend } from '$backend/backend';
import type { ErrorView, Fix, Problem } from '$backend/types';
import { check as words } from '$words/check';

import { placeOf } from './groups';

export interface Mends {
  /** What is being typed is with the library, and in its file. */
  handOver: () => Promise<void>;
  /** Tells what was done, and how it is taken back. */
  tell: (text: string, undos: readonly string[]) => void;
}

export class Ways {
  /** Null while they are asked for. */
  all = $state.raw<Fix[] | null>(null);
  /** The number of the chosen one. */
  way = $state(0);
  running = $state(false);
  /** Why there are none, or why it could not be mended. */
  failure = $state.raw<ErrorView | null>(null);
  readonly fix = $derived.by(() => this.all?.[this.way] ?? null);

  readonly #backend: Backend;
  readonly #mends: Mends;
  #asked = 0;

  constructor(backend: Backend, mends: Mends) {
    this.#backend = backend;
    this.#mends = mends;
  }

  /** Shows what the guide says of this kind of problem. */
  async about(code: string): Promise<void> {
    try {
      await this.#backend.openHelp('problems', code);
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  /** Asks for those of another problem. The last question wins. */
  async ask(problem: Problem | null): Promise<void> {
    const turn = ++this.#asked;
    const place = problem && placeOf(problem);
    this.all = place ? null : [];
    this.way = 0;
    this.failure = null;
    if (!place) return;
    try {
      const all = await this.#backend.problemFixes(place);
      if (turn === this.#asked) this.all = all;
    } catch (thrown) {
      if (turn !== this.#asked) return;
      this.all = [];
      this.failure = asError(thrown);
    }
  }

  /** Mends the problem in the chosen way, in the post of this title. True when that is done. */
  async mend(problem: Problem, title: string): Promise<boolean> {
    const { fix, way } = this;
    const place = placeOf(problem);
    if (!place || !fix || this.running) return false;
    this.running = true;
    this.failure = null;
    try {
      await this.#mends.handOver();
      const { undo } = await this.#backend.fixProblem(place, way);
      this.#mends.tell(words.mended(fix.label, title), undo === undefined ? [] : [undo]);
      return true;
    } catch (thrown) {
      this.failure = asError(thrown);
      return false;
    } finally {
      this.running = false;
    }
  }
}
