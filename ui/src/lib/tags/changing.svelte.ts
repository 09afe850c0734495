/** One change of tags that is being looked at: which tags, what becomes of them, in which posts, and what that changes. */
import type { Backend } from '$backend/backend';
import type { TagChange, TagOrder, TagPlan } from '$backend/types';
import { many } from '$words/many';
import { tags as words } from '$words/tags';

import { type Changed, type Ends, Planned } from '../many/planned.svelte';

export type ChangeKind = 'merge' | 'rename' | 'remove';

export interface Named {
  name: string;
  count: number;
}

export class TagChanging extends Planned<TagOrder, TagChange, TagPlan> {
  readonly kind: ChangeKind;
  readonly names: readonly Named[];
  /** All other tags. */
  readonly others: readonly Named[];
  /** The tag that stays, or the new name. */
  to = $state('');
  /** What the writer made of the message; null while it is Galley's. */
  #message = $state<string | null>(null);

  /** A tag of that name is there already. */
  readonly isThere = $derived.by(
    () =>
      this.kind === 'rename' &&
      this.others.some(({ name }) => name.toLowerCase() === this.to.trim().toLowerCase()),
  );
  /** Why it cannot be done just now. */
  readonly hindrance = $derived.by<string | null>(() => {
    if (this.kind !== 'remove' && this.to.trim() === '') return words.change.needsName;
    if (this.kind === 'rename' && this.to.trim() === this.names[0]?.name) return words.change.same;
    if (this.plan && !this.asking && this.ticked.length === 0)
      return this.plan.posts.length === 0 ? words.change.nothing : many.sheet.nothingTicked;
    return null;
  });
  readonly title = $derived.by(() => {
    const names = this.names.map(({ name }) => name);
    if (this.kind === 'rename') return words.change.rename(names[0] ?? '');
    if (this.kind === 'remove') return words.change.remove(names);
    return names.length === 1 ? words.change.mergeOne(names[0] ?? '') : words.change.merge(names.length);
  });

  readonly #backend: Backend;

  constructor(
    backend: Backend,
    kind: ChangeKind,
    names: readonly Named[],
    others: readonly Named[],
    ends: Ends,
  ) {
    super(ends);
    this.#backend = backend;
    this.kind = kind;
    this.names = names;
    this.others = others;
    if (kind === 'rename') this.to = names[0]?.name ?? '';
    // Of several the most used one stays, unless another one is chosen; one alone goes into one that is still to be named.
    if (kind === 'merge' && names.length > 1) {
      this.to = names.reduce((most, one) => (one.count > most.count ? one : most)).name;
    }
  }

  get message(): string {
    return this.#message ?? this.plan?.message ?? '';
  }

  set message(message: string) {
    this.#message = message;
  }

  /** Another name; what it would change is asked anew. */
  choose(to: string): void {
    if (to === this.to || this.running) return;
    this.to = to;
    void this.ask();
  }

  /** Letter by letter. */
  type(to: string): void {
    if (to === this.to || this.running) return;
    this.to = to;
    this.askSoon();
  }

  protected planOf(order: TagOrder): Promise<TagPlan> {
    return this.#backend.tagPlan(order);
  }

  protected async change(order: TagOrder, ticked: string[]): Promise<Changed> {
    const message = this.#message?.trim();
    const { paths, undo } = await this.#backend.changeTags({
      ...order,
      paths: ticked,
      ...(message && { message }),
    });
    const names = order.from.filter((name) => name !== order.to);
    return { text: words.change.done[this.kind](names, order.to ?? '', paths.length), undo };
  }

  /** Null while there is nothing to be asked: no name yet, or the one that it has. */
  protected order(): TagOrder | null {
    const names = this.names.map(({ name }) => name);
    if (this.kind === 'remove') return { from: names };
    const to = this.to.trim();
    const from = names.filter((name) => name !== to);
    return to === '' || from.length === 0 ? null : { from, to };
  }
}
