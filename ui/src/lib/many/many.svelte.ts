/** What is done with several posts of the list at once: which are chosen, and the change of them that is being looked at. */
import type { Backend } from '$backend/backend';
import type { PostSummary } from '$backend/types';
import type { Anchor } from '$parts/place';
import { many as words } from '$words/many';

import type { Rows } from '../posts/rows.svelte';
import { Selection } from '../posts/selection.svelte';
import { ManyChanging, type ManyKind, type Names } from './changing.svelte';
import type { Changed } from './planned.svelte';

export interface Around {
  /** The names that the library has, as of now. */
  names: () => Names;
  /** What is being typed is with the library, and in its file. */
  handOver: () => Promise<void>;
  /** Told what was changed, and how it is taken back. */
  done: (changed: Changed) => void;
  /** Asks what of these posts is to be published; `event` is the press that wanted it. */
  publish: (paths: string[], event?: { timeStamp: number }) => void;
}

/** The menu of the chosen posts. */
export interface ManyMenu {
  anchor: Anchor;
  /** The button that opened it. */
  opener: HTMLElement | undefined;
}

export class Many {
  readonly selection: Selection;
  menu = $state.raw<ManyMenu | null>(null);
  changing = $state.raw<ManyChanging | null>(null);

  /** Heard: how many are chosen, as soon as any was. */
  readonly heard = $derived.by(() => {
    const { begun, count, refused } = this.selection;
    if (!begun) return '';
    return refused ? words.onePost : words.chosen(count);
  });

  readonly #backend: Backend;
  readonly #around: Around;

  constructor(backend: Backend, rows: Rows, around: Around) {
    this.#backend = backend;
    this.#around = around;
    this.selection = new Selection(rows);
  }

  /** What is done with this post is done with all that are chosen. */
  covers(path: string): boolean {
    return this.selection.several && this.selection.has(path);
  }

  /** Opens the menu of the chosen posts; pressed again, it closes. */
  openMenu(anchor: Anchor, opener?: HTMLElement): void {
    this.menu = this.menu && opener && this.menu.opener === opener ? null : { anchor, opener };
  }

  change(kind: ManyKind): void {
    const posts: readonly PostSummary[] = this.selection.posts;
    if (posts.length === 0) return;
    this.changing = new ManyChanging(this.#backend, kind, posts, this.#around.names(), {
      handOver: this.#around.handOver,
      close: () => (this.changing = null),
      done: (changed) => {
        this.changing = null;
        this.#around.done(changed);
      },
    });
  }

  publish(event?: { timeStamp: number }): void {
    this.#around.publish(
      this.selection.posts.map(({ path }) => path),
      event,
    );
  }
}
