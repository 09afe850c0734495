/** The view of all problems: the look at all posts, the list that is made of it, the chosen problem and its ways. */
import { asError, type Backend } from '$backend/backend';
import type { CheckReport, CheckStep, ErrorView, Problem } from '$backend/types';
import { check as words } from '$words/check';

import { type GroupBy, groupsOf, type Item, itemsOf, type ProblemGroup } from './groups';
import { Mending } from './mending.svelte';
import { Sure } from './sure.svelte';
import { Titles } from './titles.svelte';
import { type Mends, Ways } from './ways.svelte';

/** In milliseconds: quiet before another look that nobody asked for, and the least time between two. */
export const QUIET = 400;
export const LEAST = 3000;

export interface Around extends Mends {
  /** Shows a problem's place on the desk. */
  show: (problem: Problem) => void;
}

export class Problems {
  report = $state.raw<CheckReport | null>(null);
  /** A look that the writer waits for. */
  running = $state(false);
  stopping = $state(false);
  stopped = $state(false);
  step = $state.raw<CheckStep | null>(null);
  failure = $state.raw<ErrorView | null>(null);
  by = $state<GroupBy>('kind');
  mending = $state.raw<Mending | null>(null);
  #chosen = $state<string | null>(null);
  #folded = $state.raw<ReadonlySet<string>>(new Set());
  /** Mended since the last look. */
  #over = $state.raw<ReadonlySet<string>>(new Set());

  readonly titles: Titles;
  readonly sure: Sure;
  /** To mend the chosen problem. */
  readonly ways: Ways;
  readonly items = $derived.by<Item[]>(() =>
    itemsOf(this.report?.problems ?? []).filter(({ key }) => !this.#over.has(key)),
  );
  readonly groups = $derived.by<ProblemGroup[]>(() => this.#grouped(this.by));
  /** In the order of the list, folded ones too. */
  readonly inOrder = $derived.by(() => this.groups.flatMap(({ items }) => items));
  readonly chosen = $derived.by(() => this.items.find(({ key }) => key === this.#chosen) ?? null);
  readonly files = $derived.by(() => new Set(this.items.map(({ problem }) => problem.path)).size);

  readonly #backend: Backend;
  readonly #around: Around;
  #turn = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #lastEnd = -Infinity;
  /** Something changed while it was looked at. */
  #stale = false;
  #ended = false;

  constructor(backend: Backend, around: Around) {
    this.#backend = backend;
    this.#around = around;
    this.titles = new Titles(backend);
    this.sure = new Sure(backend);
    this.ways = new Ways(backend, around);
  }

  /** The look that the writer asked for. */
  async start(): Promise<void> {
    if (this.running) return;
    clearTimeout(this.#quiet);
    this.running = true;
    this.stopped = false;
    this.failure = null;
    this.step = null;
    await this.#look(true);
  }

  async cancel(): Promise<void> {
    if (!this.running || this.stopping) return;
    this.stopping = true;
    await this.#backend.cancelCheck();
  }

  /** The posts are others by now: looks again without a word, once it is quiet. */
  refreshSoon(): void {
    this.#stale = this.running;
    if (this.running || this.report === null || this.#ended) return;
    clearTimeout(this.#quiet);
    const wait = Math.max(QUIET, this.#lastEnd + LEAST - performance.now());
    this.#quiet = setTimeout(() => void this.#look(false), wait);
  }

  /** Nobody looks at it any more. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#quiet);
    void this.cancel();
  }

  group(by: GroupBy): void {
    this.by = by;
  }

  isFolded(key: string): boolean {
    return this.#folded.has(key);
  }

  fold(key: string, folded = !this.isFolded(key)): void {
    const rest = [...this.#folded].filter((one) => one !== key);
    this.#folded = new Set(folded ? [...rest, key] : rest);
  }

  choose({ key, problem }: Item): void {
    const same = this.#chosen === key;
    this.#chosen = key;
    const group = this.groups.find(({ items }) => items.some((item) => item.key === key));
    if (group) this.fold(group.key, false);
    this.#around.show(problem);
    if (!same || this.ways.failure) void this.#askWays();
  }

  /** The next problem, or the one before; from the last on to the first. */
  move(step: 1 | -1): Item | null {
    const { inOrder } = this;
    const at = inOrder.findIndex(({ key }) => key === this.#chosen);
    const to = at < 0 ? (step > 0 ? 0 : -1) : (at + step) % inOrder.length;
    const next = inOrder.at(to) ?? null;
    if (next) this.choose(next);
    return next;
  }

  /** Mends the chosen problem in the chosen way, and goes on to the next one. */
  async mend(): Promise<void> {
    const { chosen } = this;
    const { path } = chosen?.problem ?? {};
    if (!chosen || path === undefined) return;
    if (!(await this.ways.mend(chosen.problem, this.titles.of(path)))) return;
    const at = this.inOrder.indexOf(chosen);
    this.#over = new Set([...this.#over, chosen.key]);
    const next = this.inOrder[at] ?? this.inOrder.at(-1);
    if (next) this.choose(next);
    else this.#chosen = null;
    this.refreshSoon();
  }

  mendAll(group: ProblemGroup): void {
    const mending = new Mending(this.#backend, group, {
      titleOf: (path) => this.titles.of(path),
      handOver: this.#around.handOver,
      mended: (posts, undos) => {
        this.#around.tell(words.mend.done(group.name, posts), undos);
        this.refreshSoon();
      },
      close: () => (this.mending = null),
    });
    this.mending = mending;
    void mending.look();
  }

  #grouped(by: GroupBy): ProblemGroup[] {
    return groupsOf(this.items, by, this.report ?? { kinds: [] }, (path) => this.titles.of(path));
  }

  async #look(asked: boolean): Promise<void> {
    const turn = ++this.#turn;
    const over = this.#over;
    try {
      const report = await this.#backend.checkLibrary((step) => {
        if (asked && turn === this.#turn) this.step = step;
      });
      if (turn !== this.#turn || this.#ended) return;
      this.#take(report, over, asked);
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const error = asError(thrown);
      // Whoever stopped it knows; a look that nobody asked for is made again with the next change.
      if (asked && error.code === 'cancelled') this.stopped = true;
      else if (asked) this.failure = error;
    } finally {
      if (turn === this.#turn) {
        this.#lastEnd = performance.now();
        if (asked) [this.running, this.stopping] = [false, false];
        if (this.#stale) this.refreshSoon();
      }
    }
  }

  /** What was mended while it was looked at may still be in the report: the next look is on its way. */
  #take(report: CheckReport, over: ReadonlySet<string>, anew: boolean): void {
    const before = this.inOrder;
    const at = before.findIndex(({ key }) => key === this.#chosen);
    const old = this.chosen?.problem;
    this.report = report;
    this.#over = new Set([...this.#over].filter((key) => !over.has(key)));
    this.titles.want(report.problems.flatMap(({ path }) => (path === undefined ? [] : [path])));
    void this.sure.look(this.#grouped('kind'), anew);
    if (at < 0) return;
    // The one that is gone leaves its place to those that followed it; nothing is opened unasked.
    const there = new Set(this.items.map(({ key }) => key));
    const next = [...before.slice(at), ...before.slice(0, at).reverse()].find(({ key }) => there.has(key));
    const moved = next?.key !== this.#chosen || this.chosen?.problem.line !== old?.line;
    this.#chosen = next?.key ?? null;
    if (moved && next) void this.#askWays();
  }

  #askWays(): Promise<void> {
    return this.ways.ask(this.chosen?.problem ?? null);
  }
}
