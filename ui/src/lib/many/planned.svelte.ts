/** A change of many posts that is being looked at: what is ordered, what that would change in each post, and which go along. */
import { asError } from '$backend/backend';
import type { ErrorView, TagRefusal } from '$backend/types';

/** What was changed, for people, and by what it is taken back. */
export interface Changed {
  text: string;
  undo: string | undefined;
}

export interface Ends {
  /** What is being typed is with the library, and in its file. */
  handOver: () => Promise<void>;
  close: () => void;
  done: (changed: Changed) => void;
}

/** A post that would change. */
export interface PlannedPost {
  path: string;
  title: string;
  /** How many lines. */
  changed: number;
  /** It has other changes, and goes with its own next publish. */
  apart?: boolean;
}

export interface PlannedPosts {
  posts: readonly PlannedPost[];
  refused: readonly TagRefusal[];
}

/** What the sheet asks of a change, whatever it changes. */
export interface Looked {
  readonly plan: PlannedPosts | null;
  readonly ticked: readonly PlannedPost[];
  readonly asking: boolean;
  readonly running: boolean;
  readonly ready: boolean;
  readonly failure: ErrorView | null;
  readonly hindrance: string | null;
  isTicked: (path: string) => boolean;
  tick: (path: string, on: boolean) => void;
  run: () => Promise<void>;
  close: () => void;
}

/** In milliseconds after the last key. */
const ASK_AFTER = 80;

export abstract class Planned<Order, Post extends { path: string }, Plan extends { posts: Post[] }> {
  /** Of the order that was asked for last and answered; it stays until the next answer. */
  plan = $state.raw<Plan | null>(null);
  /** Another answer is on its way. */
  asking = $state(false);
  running = $state(false);
  failure = $state.raw<ErrorView | null>(null);
  #unticked = $state.raw<ReadonlySet<string>>(new Set());

  /** The posts that go along. */
  readonly ticked = $derived.by<Post[]>(() =>
    (this.plan?.posts ?? []).filter(({ path }) => !this.#unticked.has(path)),
  );
  /** Why it cannot be done just now. */
  abstract readonly hindrance: string | null;
  readonly ready = $derived.by(
    () => !this.running && !this.asking && this.plan !== null && this.hindrance === null,
  );

  readonly #ends: Ends;
  #turn = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(ends: Ends) {
    this.#ends = ends;
  }

  /** Null while there is nothing to be asked. */
  protected abstract order(): Order | null;
  /** What the order would change. */
  protected abstract planOf(order: Order): Promise<Plan>;
  /** Carries the order out in these posts, and in no others. */
  protected abstract change(order: Order, paths: string[]): Promise<Changed>;

  isTicked(path: string): boolean {
    return !this.#unticked.has(path);
  }

  tick(path: string, on: boolean): void {
    const rest = [...this.#unticked].filter((one) => one !== path);
    this.#unticked = new Set(on ? rest : [...rest, path]);
  }

  /** Asks what would change. The last question wins; until its answer is there, the last one stays. */
  async ask(): Promise<void> {
    clearTimeout(this.#typing);
    const turn = ++this.#turn;
    const order = this.order();
    this.asking = order !== null;
    this.failure = null;
    if (order === null) {
      this.plan = null;
      return;
    }
    try {
      await this.#ends.handOver();
      const plan = await this.planOf(order);
      if (turn === this.#turn) this.plan = plan;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.plan = null;
      this.failure = asError(thrown);
    } finally {
      if (turn === this.#turn) this.asking = false;
    }
  }

  /** The order changes letter by letter: what it would change is asked when they pause. */
  protected askSoon(): void {
    this.#turn++;
    this.asking = true;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.ask(), ASK_AFTER);
  }

  /** Changes what is ticked, and nothing that was not shown. */
  async run(): Promise<void> {
    const order = this.order();
    if (!this.ready || order === null) return;
    this.running = true;
    this.failure = null;
    try {
      await this.#ends.handOver();
      this.#ends.done(
        await this.change(
          order,
          this.ticked.map(({ path }) => path),
        ),
      );
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
}
