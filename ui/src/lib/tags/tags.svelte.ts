/** The page of all tags: what it lists, in which order, what is chosen in it, and which change is being looked at. */
import { asError, type Backend } from '$backend/backend';
import type { ErrorView, LookAlike, TagRow } from '$backend/types';

import type { Changed } from '../many/planned.svelte';
import { TagChanging, type ChangeKind, type Named } from './changing.svelte';

export type TagOrderBy = 'name' | 'count' | 'last';

/** Which way round an order begins: names from A, numbers and days from the largest. */
const FIRST_DOWN: Record<TagOrderBy, boolean> = { name: false, count: true, last: true };

export interface Around {
  /** What is being typed is with the library, and in its file. */
  handOver: () => Promise<void>;
  /** Told what was changed, and how it is taken back. */
  done: (changed: Changed) => void;
}

export class Tags {
  /** Null until they were read once. */
  rows = $state.raw<TagRow[] | null>(null);
  failure = $state.raw<ErrorView | null>(null);
  search = $state('');
  by = $state<TagOrderBy>('name');
  down = $state(false);
  changing = $state.raw<TagChanging | null>(null);
  #picked = $state.raw<ReadonlySet<string>>(new Set());

  readonly shown = $derived.by<TagRow[]>(() => {
    const wanted = this.search.trim().toLowerCase();
    const found = (this.rows ?? []).filter(({ name }) => name.toLowerCase().includes(wanted));
    const turn = this.down ? -1 : 1;
    return found.sort((a, b) => turn * this.#compare(a, b) || a.name.localeCompare(b.name));
  });
  /** The chosen ones that are still there, whether the search shows them or not. */
  readonly picked = $derived((this.rows ?? []).filter(({ name }) => this.#picked.has(name)));
  readonly most = $derived(Math.max(1, ...(this.rows ?? []).map(({ count }) => count)));

  readonly #backend: Backend;
  readonly #around: Around;
  #turn = 0;

  constructor(backend: Backend, around: Around) {
    this.#backend = backend;
    this.#around = around;
  }

  /** The last question wins. */
  async load(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const rows = await this.#backend.tagRows();
      if (turn !== this.#turn) return;
      this.rows = rows;
      this.failure = null;
    } catch (thrown) {
      if (turn === this.#turn) this.failure = asError(thrown);
    }
  }

  /** The same order again turns it round. */
  sort(by: TagOrderBy): void {
    this.down = this.by === by ? !this.down : FIRST_DOWN[by];
    this.by = by;
  }

  isPicked(name: string): boolean {
    return this.#picked.has(name);
  }

  pick(name: string, on = !this.isPicked(name)): void {
    const rest = [...this.#picked].filter((one) => one !== name);
    this.#picked = new Set(on ? [...rest, name] : rest);
  }

  pickNone(): void {
    this.#picked = new Set();
  }

  /** The names that a new one may be: all other tags. */
  others(than: readonly string[]): TagRow[] {
    return (this.rows ?? []).filter(({ name }) => !than.includes(name));
  }

  change(kind: ChangeKind, names: readonly Named[]): void {
    const changing = new TagChanging(this.#backend, kind, names, this.others(names.map(({ name }) => name)), {
      handOver: this.#around.handOver,
      close: () => (this.changing = null),
      done: (changed) => {
        this.changing = null;
        this.pickNone();
        this.#around.done(changed);
        void this.load();
      },
    });
    this.changing = changing;
    void changing.ask();
  }

  mergeAlike({ keep, others }: LookAlike): void {
    this.change('merge', [keep, ...others]);
  }

  async notTheSame({ keep, others }: LookAlike): Promise<void> {
    try {
      await this.#backend.notTheSame([keep, ...others].map(({ name }) => name));
      this.failure = null;
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  #compare(a: TagRow, b: TagRow): number {
    if (this.by === 'count') return a.count - b.count;
    if (this.by === 'last') return (a.last ?? '').localeCompare(b.last ?? '');
    return a.name.localeCompare(b.name);
  }
}
