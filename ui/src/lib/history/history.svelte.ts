/** The versions of one post as they are found, and what the chosen one changed. */
import { asError, type Backend } from '$backend/backend';
import type {
  BodyChange,
  ErrorView,
  PostChange,
  PostVersion,
  UnversionedWords,
  VerbResult,
} from '$backend/types';

/** So many versions are asked for at first, and twice as many each time the writer wants older ones. */
const FIRST = 100;
export const NOW = 'now';

export interface Day {
  day: string;
  versions: PostVersion[];
}

export class History {
  versions = $state.raw<PostVersion[]>([]);
  now = $state.raw<UnversionedWords | null>(null);
  more = $state(false);
  looking = $state(false);
  stopped = $state(false);
  /** How many versions of the blog were looked at. */
  looked = $state(0);
  failure = $state.raw<ErrorView | null>(null);
  /** The id of the version that is shown. */
  chosen = $state<string | null>(null);
  change = $state.raw<PostChange | null>(null);
  how = $state<'readers' | 'lines'>('readers');
  /** What was done with what is shown. */
  said = $state('');

  readonly path: string;
  readonly days = $derived.by<Day[]>(() => {
    const days: Day[] = [];
    for (const version of this.versions) {
      const day = version.date.slice(0, 10);
      const last = days.at(-1);
      if (last?.day === day) last.versions.push(version);
      else days.push({ day, versions: [version] });
    }
    return days;
  });
  /** All rows in their order: what is in no version yet comes first. */
  readonly rows = $derived([...(this.now ? [NOW] : []), ...this.versions.map(({ id }) => id)]);
  readonly version = $derived(this.versions.find(({ id }) => id === this.chosen));

  readonly #backend: Backend;
  #limit = FIRST;
  #turn = 0;

  constructor(backend: Backend, path: string) {
    this.#backend = backend;
    this.path = path;
  }

  async look(limit = FIRST): Promise<void> {
    const turn = ++this.#turn;
    this.#limit = limit;
    this.looking = true;
    this.stopped = false;
    this.looked = 0;
    this.failure = null;
    const found: PostVersion[] = [];
    const before = this.versions.length;
    try {
      const all = await this.#backend.postHistory(this.path, limit, (step) => {
        if (turn !== this.#turn) return;
        this.looked = step.looked;
        found.push(...step.versions);
        // A list that is there already is not made shorter while it is looked for anew.
        if (found.length > before && step.versions.length > 0) this.versions = [...found];
        if (!this.chosen && found[0]) void this.choose(found[0].id);
      });
      if (turn !== this.#turn) return;
      this.versions = all.versions;
      this.more = all.more;
      this.now = all.now ?? null;
      // The newest version, whether or not it was told before the search ended.
      const first = this.versions[0]?.id ?? this.rows[0];
      if (!this.chosen && first) await this.choose(first);
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const failure = asError(thrown);
      if (failure.code === 'cancelled') {
        this.stopped = true;
        this.more = true;
      } else this.failure = failure;
    } finally {
      if (turn === this.#turn) this.looking = false;
    }
  }

  older(): Promise<void> {
    return this.look(Math.max(this.#limit * 2, FIRST));
  }

  /** The list and the shown change once more: the text is another one. */
  async again(): Promise<void> {
    await this.look(this.#limit);
    if (this.chosen === NOW && !this.now) this.chosen = null;
    const shown = this.chosen ?? this.rows[0];
    if (shown) await this.choose(shown);
  }

  stop(): void {
    if (this.looking) void this.#backend.cancelHistory();
  }

  async choose(id: string): Promise<void> {
    this.said = '';
    // What is shown, and put back from, belongs to the chosen version.
    if (this.chosen !== id) this.change = null;
    this.chosen = id;
    this.failure = null;
    try {
      const change = await this.#backend.versionChange(this.path, id);
      if (this.chosen === id) this.change = change;
    } catch (thrown) {
      if (this.chosen !== id) return;
      this.change = null;
      this.failure = asError(thrown);
    }
  }

  move(step: number): void {
    const at = this.chosen ? this.rows.indexOf(this.chosen) : -1;
    const next = this.rows[Math.min(Math.max(at + step, 0), this.rows.length - 1)];
    if (next && next !== this.chosen) void this.choose(next);
  }

  async restore(): Promise<VerbResult | null> {
    if (!this.version) return null;
    try {
      const result = await this.#backend.restoreVersion(this.path, this.version.id);
      await this.again();
      return result;
    } catch (thrown) {
      this.failure = asError(thrown);
      return null;
    }
  }

  async paragraph(post: string, block: number): Promise<BodyChange | null> {
    if (!this.chosen) return null;
    try {
      return await this.#backend.paragraphBack(post, this.chosen, block);
    } catch (thrown) {
      this.failure = asError(thrown);
      return null;
    }
  }
}
