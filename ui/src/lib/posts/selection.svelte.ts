/**
 * Which posts of the list are chosen, to do something with all of them at once. It holds posts, not rows: the list may be
 * drawn, sorted and read anew meanwhile. Another list begins with none chosen, so that nothing is done to a post that one
 * does not see any more.
 */
import type { PostSummary } from '$backend/types';

import type { Rows } from './rows.svelte';

/** Where a range begins: the post, and the row in which it stood. */
interface Anchor {
  path: string;
  row: number;
}

type Chosen = ReadonlyMap<string, PostSummary>;
const NONE: Chosen = new Map();

export class Selection {
  readonly #rows: Rows;
  /** The list in which they were chosen, as `Rows.asked` counts them. */
  #list = $state(-1);
  #all = $state.raw<Chosen>(NONE);
  #anchor: Anchor | null = null;
  /** What was chosen before the range that is being drawn out: a shorter range gives back what only it had. */
  #before: Chosen = NONE;
  #turn = 0;

  /** What is for one post was asked for while several are chosen. */
  refused = $state(false);
  #begun = $state(false);

  readonly #chosen = $derived.by(() => (this.#list === this.#rows.asked ? this.#all : NONE));
  /** The chosen posts, as the list knew them last. */
  readonly posts = $derived.by<readonly PostSummary[]>(() => [...this.#chosen.values()]);
  readonly count = $derived.by(() => this.#chosen.size);
  /** Enough to do something with them together. */
  readonly several = $derived.by(() => this.count > 1);
  /** Something was chosen in this list, be it chosen still or not. */
  readonly begun = $derived.by(() => this.#begun && this.#list === this.#rows.asked);

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  has(path: string): boolean {
    return this.#chosen.has(path);
  }

  /**
   * Chooses a post, or not any more. While none is chosen the open post counts as the choice: it stands in the list as
   * chosen, so the next one joins it.
   */
  toggle(post: PostSummary, row: number, open: string | null): void {
    const first = this.#chosen.size === 0 && open !== null ? this.#rows.indexOf(open) : -1;
    const shown = first < 0 ? undefined : this.#rows.row(first);
    const all = new Map(shown ? [[shown.path, shown]] : this.#chosen);
    if (!all.delete(post.path)) all.set(post.path, post);
    this.#put(all);
    this.#anchor = { path: post.path, row };
    this.#before = all;
  }

  /** All from where the range began to this row; it begins at `from` where nothing has begun one. */
  async extend(to: number, from: Anchor): Promise<void> {
    const turn = ++this.#turn;
    if (!this.#anchor || this.#list !== this.#rows.asked) {
      this.#anchor = from;
      this.#before = this.#chosen;
    }
    const { path, row } = this.#anchor;
    const start = await this.#rows.placeOf(path, row);
    const found = await this.#rows.span(start ?? to, to);
    if (turn !== this.#turn || !found) return;
    const all = new Map(this.#before);
    for (const post of found) all.set(post.path, post);
    this.#put(all);
  }

  /** All that the list shows, and has below. */
  async chooseAll(): Promise<void> {
    const turn = ++this.#turn;
    const found = await this.#rows.span(0, this.#rows.total - 1);
    if (turn !== this.#turn || !found) return;
    this.#put(new Map(found.map((post) => [post.path, post])));
    this.#anchor = null;
  }

  clear(): void {
    this.#put(NONE);
    this.#anchor = null;
    this.#before = NONE;
  }

  /** The keys went elsewhere: the next range begins there, and what is chosen stays. */
  leave(): void {
    this.#anchor = null;
  }

  /** The list was read anew: what is not in it any more is not chosen, and the others are as they are now. */
  async look(): Promise<void> {
    if (this.#chosen.size === 0) return;
    const rows = this.#rows;
    const asked = rows.asked;
    let now = this.#here();
    // Some are far from what is shown, or gone.
    if (now.size < this.#chosen.size) {
      const found = await rows.span(0, rows.total - 1);
      if (!found || asked !== rows.asked) return;
      now = new Map(found.map((post) => [post.path, post]));
    }
    const still = (all: Chosen): Chosen =>
      new Map(
        [...all.keys()].flatMap((path) => (now.has(path) ? [[path, now.get(path) as PostSummary]] : [])),
      );
    this.#all = still(this.#all);
    this.#before = still(this.#before);
  }

  /** Those of the chosen posts that are among the rows that are here. */
  #here(): Chosen {
    const here = new Map<string, PostSummary>();
    for (const path of this.#chosen.keys()) {
      const post = this.#rows.row(this.#rows.indexOf(path));
      if (!post) break;
      here.set(path, post);
    }
    return here;
  }

  #put(all: Chosen): void {
    this.#turn++;
    this.#begun = all.size > 0 || this.begun;
    this.#list = this.#rows.asked;
    this.#all = all;
    this.refused = false;
  }
}
