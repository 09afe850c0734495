/**
 * The rows of the list, fetched in windows around what is shown: never the whole index. Answers to an older question
 * are dropped; while a new one is under way the old rows stay, so that nothing flashes.
 */
import { asError, type Backend } from '$backend/backend';
import type { By, ErrorView, PostQuery, PostRows, PostSummary } from '$backend/types';

export type Question = Omit<PostQuery, 'offset' | 'limit'>;

/** A heading of the list, and the row before which it stands. */
export interface Heading {
  by: By;
  /** A tag, a month and so on; empty for posts that have none. */
  name: string;
  row: number;
  /** How many rows stand under it; absent where nobody counted. */
  count?: number;
}

export const WINDOW = 60;
/** How many windows are kept; the ones fetched longest ago are dropped. */
const KEPT = 12;

export class Rows {
  total = $state(0);
  /** How many posts stand in the rows: one with two tags stands under both. */
  posts = $state(0);
  headings = $state.raw<Heading[]>([]);
  /** Grows with every answer: what is drawn from `row()` is then drawn again. */
  version = $state(0);
  /** Grows when the list is another one: heights and scrolling begin anew. */
  list = $state(0);
  /** Grows when something else was asked for: another group, tag, search or order. */
  asked = $state(0);
  /** Grows with each answer about the whole list: every row may stand elsewhere. */
  answers = $state(0);
  /** The post whose rows are looked for with each such answer. */
  following: string | null = null;
  /** The post that the keys go to as soon as it is in the list; null when they stay. */
  wanted: string | null = null;
  /** How many posts' texts a search could not look at yet. */
  unread = $state(0);
  loaded = $state(false);
  failure = $state.raw<ErrorView | null>(null);
  /** Paths of posts that wait for review. */
  reviewed = $state.raw<ReadonlySet<string>>(new Set());

  readonly #backend: Backend;
  #question: Question | null = null;
  #turn = 0;
  #windows = new Map<number, PostSummary[]>();
  #underWay = new Set<number>();
  #shown: [number, number] = [0, WINDOW];
  #followed: { path: string; places: readonly number[] } | null = null;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  row(index: number): PostSummary | undefined {
    const start = Math.floor(index / WINDOW);
    return this.#windows.get(start)?.[index - start * WINDOW];
  }

  /** Another list: another group, tag, search or order. */
  async ask(question: Question): Promise<void> {
    this.#question = question;
    this.wanted = null;
    this.#shown = [0, WINDOW];
    await this.#fetchAnew(true);
  }

  /** The same list again: posts have changed. */
  async again(): Promise<void> {
    if (this.#question) await this.#fetchAnew(false);
  }

  /** The keys are to be at this post, which is about to come into the list. */
  goTo(path: string): void {
    this.wanted = path;
    this.following = path;
    void this.again();
  }

  /** These rows are on screen or about to be. */
  want(from: number, to: number): void {
    this.#shown = [from, to];
    for (const start of this.#windowsShown()) {
      if (!this.#windows.has(start) && !this.#underWay.has(start)) void this.#fetch(start, this.#turn);
    }
  }

  /** Where a post stands, as far as is known here. */
  indexOf(path: string): number {
    for (const [start, rows] of this.#windows) {
      const at = rows.findIndex((row) => row.path === path);
      if (at >= 0) return start * WINDOW + at;
    }
    return -1;
  }

  /** Every row in which a post stands, as of the last answer about the whole list. */
  placesOf(path: string): readonly number[] {
    if (this.#followed?.path === path) return this.#followed.places;
    const at = this.indexOf(path);
    return at < 0 ? [] : [at];
  }

  /** The row, fetched when it is not here yet. */
  async reach(index: number): Promise<PostSummary | undefined> {
    const start = Math.floor(index / WINDOW);
    if (!this.#windows.has(start)) await this.#fetch(start, this.#turn);
    return this.row(index);
  }

  /**
   * The posts of all rows between these two, both included. Null when that failed, or the list is another one by then.
   * What is not here is fetched in one answer of that size, whatever it is, and not kept.
   */
  async span(one: number, other: number): Promise<PostSummary[] | null> {
    const [from, to] = [Math.max(0, Math.min(one, other)), Math.min(this.total - 1, Math.max(one, other))];
    const here: PostSummary[] = [];
    for (let at = from; at <= to; at++) {
      const row = this.row(at);
      if (!row) break;
      here.push(row);
    }
    if (here.length > to - from) return here;
    return (await this.#once({ offset: from, limit: to - from + 1 }))?.rows ?? null;
  }

  /** The row of a post; of several the one nearest to `near`. Null as `span` has it, and where it is not in the list. */
  async placeOf(path: string, near: number): Promise<number | null> {
    if (this.row(near)?.path === path) return near;
    const answer = await this.#once({ offset: 0, limit: 0, find: path });
    const found = answer?.found.toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near));
    return found?.[0] ?? null;
  }

  /** One answer about this list, beside what is shown of it. */
  async #once(wanted: Pick<PostQuery, 'offset' | 'limit' | 'find'>): Promise<PostRows | null> {
    const question = this.#question;
    if (!question) return null;
    try {
      const answer = await this.#backend.posts({ ...question, ...wanted });
      return question === this.#question ? answer : null;
    } catch (thrown) {
      if (question === this.#question) this.failure = asError(thrown);
      return null;
    }
  }

  #windowsShown(): number[] {
    const first = Math.floor(Math.max(0, this.#shown[0]) / WINDOW);
    const last = Math.floor(Math.max(0, this.#shown[1] - 1) / WINDOW);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  }

  async #fetchAnew(other: boolean): Promise<void> {
    const turn = ++this.#turn;
    this.#underWay.clear();
    const wanted = this.#windowsShown();
    const question = this.#question;
    if (!question) return;
    const path = this.following;
    const find = path === null ? {} : { find: path };
    try {
      const answers = await Promise.all(
        wanted.map((start) =>
          this.#backend.posts({ ...question, ...find, offset: start * WINDOW, limit: WINDOW }),
        ),
      );
      if (turn !== this.#turn) return;
      this.#windows.clear();
      answers.forEach((answer, at) => this.#windows.set(wanted[at] ?? 0, answer.rows));
      const first = answers[0];
      if (first) {
        if (other) this.asked++;
        if (other || first.total !== this.total) this.list++;
        this.total = first.total;
        this.posts = first.posts;
        this.headings = headingsOf(first, question.by);
        this.unread = first.unread;
        this.#followed = path === null ? null : { path, places: first.found };
        this.answers++;
      }
      this.loaded = true;
      this.failure = null;
      this.version++;
    } catch (thrown) {
      if (turn === this.#turn) this.failure = asError(thrown);
    }
  }

  async #fetch(start: number, turn: number): Promise<void> {
    const question = this.#question;
    if (!question) return;
    this.#underWay.add(start);
    try {
      const answer = await this.#backend.posts({ ...question, offset: start * WINDOW, limit: WINDOW });
      if (turn !== this.#turn) return;
      this.#windows.set(start, answer.rows);
      for (const old of this.#windows.keys()) {
        if (this.#windows.size <= KEPT) break;
        if (!this.#windowsShown().includes(old)) this.#windows.delete(old);
      }
      this.failure = null;
      this.version++;
    } catch (thrown) {
      if (turn === this.#turn) this.failure = asError(thrown);
    } finally {
      if (turn === this.#turn) this.#underWay.delete(start);
    }
  }
}

function headingsOf({ months, groups }: PostRows, by: By | undefined): Heading[] {
  if (by && by !== 'none') return groups.map(({ name, row, count }) => ({ by, name, row, count }));
  return months.map(({ month, row }) => ({ by: 'month', name: month, row }));
}
