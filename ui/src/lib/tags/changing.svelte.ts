/** One change of tags that is being looked at: which tags, what becomes of them, in which posts, and what that changes. */
import { asError, type Backend } from '$backend/backend';
import type { ErrorView, TagChange, TagOrder, TagPlan } from '$backend/types';
import { tags as words } from '$words/tags';

export type ChangeKind = 'merge' | 'rename' | 'remove';

export interface Named {
  name: string;
  count: number;
}

/** What was changed, for people, and by what it is taken back. */
export interface Changed {
  text: string;
  undo: string | undefined;
}

interface Ends {
  /** What is being typed is with the library, and in its file. */
  handOver: () => Promise<void>;
  close: () => void;
  done: (changed: Changed) => void;
}

/** In milliseconds after the last key. */
const ASK_AFTER = 80;

export class TagChanging {
  readonly kind: ChangeKind;
  readonly names: readonly Named[];
  /** All other tags. */
  readonly others: readonly Named[];
  /** The tag that stays, or the new name. */
  to = $state('');
  /** Of the choice that was asked for last and answered; it stays until the next answer. */
  plan = $state.raw<TagPlan | null>(null);
  /** Another answer is on its way. */
  asking = $state(false);
  running = $state(false);
  failure = $state.raw<ErrorView | null>(null);
  #unticked = $state.raw<ReadonlySet<string>>(new Set());
  /** What the writer made of the message; null while it is Galley's. */
  #message = $state<string | null>(null);

  readonly ticked = $derived<TagChange[]>(
    (this.plan?.posts ?? []).filter(({ path }) => !this.#unticked.has(path)),
  );
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
      return this.plan.posts.length === 0 ? words.change.nothing : words.change.nothingTicked;
    return null;
  });
  readonly ready = $derived(!this.running && !this.asking && this.plan !== null && this.hindrance === null);
  readonly title = $derived.by(() => {
    const names = this.names.map(({ name }) => name);
    if (this.kind === 'rename') return words.change.rename(names[0] ?? '');
    if (this.kind === 'remove') return words.change.remove(names);
    return names.length === 1 ? words.change.mergeOne(names[0] ?? '') : words.change.merge(names.length);
  });

  readonly #backend: Backend;
  readonly #ends: Ends;
  #turn = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    backend: Backend,
    kind: ChangeKind,
    names: readonly Named[],
    others: readonly Named[],
    ends: Ends,
  ) {
    this.#backend = backend;
    this.kind = kind;
    this.names = names;
    this.others = others;
    this.#ends = ends;
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

  isTicked(path: string): boolean {
    return !this.#unticked.has(path);
  }

  tick(path: string, on: boolean): void {
    const rest = [...this.#unticked].filter((one) => one !== path);
    this.#unticked = new Set(on ? rest : [...rest, path]);
  }

  /** Another name; what it would change is asked anew. */
  choose(to: string): void {
    if (to === this.to || this.running) return;
    this.to = to;
    void this.ask();
  }

  /** Letter by letter: what it would change is asked when they pause. */
  type(to: string): void {
    if (to === this.to || this.running) return;
    this.to = to;
    this.#turn++;
    this.asking = true;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.ask(), ASK_AFTER);
  }

  /** Asks what would change. The last question wins; until its answer is there, the last one stays. */
  async ask(): Promise<void> {
    clearTimeout(this.#typing);
    const turn = ++this.#turn;
    const order = this.#order();
    this.asking = order !== null;
    this.failure = null;
    if (order === null) {
      this.plan = null;
      return;
    }
    try {
      await this.#ends.handOver();
      const plan = await this.#backend.tagPlan(order);
      if (turn === this.#turn) this.plan = plan;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.plan = null;
      this.failure = asError(thrown);
    } finally {
      if (turn === this.#turn) this.asking = false;
    }
  }

  /** Changes what is ticked, and nothing that was not shown. */
  async run(): Promise<void> {
    const order = this.#order();
    if (!this.ready || order === null) return;
    this.running = true;
    this.failure = null;
    const message = this.#message?.trim();
    try {
      await this.#ends.handOver();
      const { paths, undo } = await this.#backend.changeTags({
        ...order,
        paths: this.ticked.map(({ path }) => path),
        ...(message && { message }),
      });
      const names = order.from.filter((name) => name !== order.to);
      const text = words.change.done[this.kind](names, order.to ?? '', paths.length);
      this.#ends.done({ text, undo });
    } catch (thrown) {
      this.failure = asError(thrown);
    } finally {
      this.running = false;
    }
  }

  /** What runs goes on to its end. */
  close(): void {
    if (this.running) return;
    clearTimeout(this.#typing);
    this.#turn++;
    this.#ends.close();
  }

  /** Null while there is nothing to be asked: no name yet, or the one that it has. */
  #order(): TagOrder | null {
    const names = this.names.map(({ name }) => name);
    if (this.kind === 'remove') return { from: names };
    const to = this.to.trim();
    const from = names.filter((name) => name !== to);
    return to === '' || from.length === 0 ? null : { from, to };
  }
}
