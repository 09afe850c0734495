/** Which kinds of problems can be mended all at once: those of which each has one sure way. */
import type { Backend } from '$backend/backend';

import { type Item, placeOf, type ProblemGroup } from './groups';

export class Sure {
  /** The codes of the kinds that can. */
  codes = $state.raw<ReadonlySet<string>>(new Set());
  readonly #backend: Backend;
  /** What was found of a problem, by its key. */
  #known = new Map<string, boolean>();
  #turn = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Looks at these kinds, one question at a time, and at none further once one of its problems is not sure. */
  async look(kinds: readonly ProblemGroup[], anew: boolean): Promise<void> {
    const turn = ++this.#turn;
    if (anew) this.#known = new Map();
    const codes = new Set<string>();
    for (const { key, items } of kinds) {
      let all = items.length > 1;
      for (const item of items) {
        all &&= await this.#isSure(item);
        if (turn !== this.#turn) return;
        if (!all) break;
      }
      if (all) codes.add(key);
    }
    this.codes = codes;
  }

  async #isSure({ key, problem }: Item): Promise<boolean> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const place = placeOf(problem);
    const fixes = place ? await this.#backend.problemFixes(place).catch(() => []) : [];
    const sure = fixes.length === 1 && fixes[0]?.sure === true;
    this.#known.set(key, sure);
    return sure;
  }
}
