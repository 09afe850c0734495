/** The library that is open: its overview, what the list is asked for, and what the library tells unasked. */
import type { Extension } from '@codemirror/state';

import { asError, type Backend } from '$backend/backend';
import type {
  By,
  ErrorView,
  Group,
  LibraryEvent,
  LibraryView,
  NameCount,
  Recovery,
  Sort,
} from '$backend/types';

import { Branches } from '../branches/branches.svelte';
import { Desk } from '../desk/desk.svelte';
import { Rows } from '../posts/rows.svelte';
import { Verbs } from '../posts/verbs.svelte';
import { Versions } from '../versions/versions.svelte';
import { wished } from '../preview/shown-as.svelte';
import { recallList, rememberList } from './list-memory';
import { RecentPosts } from './recent-posts.svelte';

export interface Filter {
  group: Group;
  tag?: string;
  author?: string;
}

/** What stays while groups, tags and authors are gone through: the part of the library that one works in. */
export interface Part {
  collection?: string;
  language?: string;
}

/** Orders that come with months for headings. */
const BY_DATE: readonly Sort[] = ['newest', 'oldest'];

/** How long after the last key the search is asked: enough for keys that come in one go, too short to be noticed. */
const SEARCH_AFTER = 30;

const inReview = ({ reviews }: LibraryView) =>
  new Set(reviews.filter(({ state }) => state === 'waiting').flatMap(({ paths }) => paths));

export class OpenLibrary {
  view = $state.raw<LibraryView>() as LibraryView;
  filter = $state.raw<Filter>({ group: 'all' });
  search = $state('');
  /** The order of the list, and the one of what a search found. */
  #order = $state<Sort>('newest');
  #orderFound = $state<Sort>('best');
  /** The headings that were chosen. */
  #by = $state<By | undefined>(undefined);
  part = $state.raw<Part>({});
  recoveries = $state.raw<Recovery[]>([]);
  /** The address of a link in the preview that was clicked and not yet decided on. */
  link = $state<string | null>(null);
  failure = $state.raw<ErrorView | null>(null);

  readonly backend: Backend;
  readonly rows: Rows;
  readonly desk: Desk;
  readonly recent = new RecentPosts();
  readonly verbs: Verbs;
  readonly versions: Versions;
  readonly branches: Branches;
  #searching: ReturnType<typeof setTimeout> | undefined;
  #refreshing = false;
  #stale = false;
  readonly #unlisten: () => void;

  constructor(backend: Backend, view: LibraryView, extensions: (desk: Desk) => Extension) {
    this.backend = backend;
    this.view = view;
    this.rows = new Rows(backend);
    this.desk = new Desk(backend, extensions);
    this.verbs = new Verbs(
      backend,
      this.desk,
      (from, to) => this.recent.moved(from, to),
      (path) => this.rows.goTo(path),
    );
    this.versions = new Versions(backend, this.desk, this.verbs);
    this.branches = new Branches(backend, () => this.handOver());
    this.rows.reviewed = inReview(view);
    const { sort, by, collection, language } = recallList(view.root);
    this.#order = sort ?? 'newest';
    this.#by = by;
    const still = (names: NameCount[], name?: string) => names.some((one) => one.name === name);
    this.part = {
      ...(collection && still(view.collections, collection) && { collection }),
      ...(language && still(view.languages, language) && { language }),
    };
    this.#unlisten = backend.onEvent((event) => this.#heard(event));
  }

  /** Asks for what the first screen needs. */
  async begin(): Promise<void> {
    await Promise.all([
      this.#ask(),
      this.backend.recoveries().then(
        (found) => (this.recoveries = found),
        (thrown: unknown) => (this.failure = asError(thrown)),
      ),
    ]);
    // It may already be another one than when it was opened: what it told before somebody listened was not heard.
    const now = await this.backend.overview().catch(() => null);
    if (now?.revision !== this.view.revision || this.view.counts.all !== this.rows.total) void this.refresh();
  }

  show(filter: Filter): void {
    this.filter = filter;
    void this.#ask();
  }

  get sort(): Sort {
    return this.search.trim() ? this.#orderFound : this.#order;
  }

  order(sort: Sort): void {
    if (this.search.trim()) this.#orderFound = sort;
    else {
      this.#order = sort;
      this.#remember();
    }
    void this.#ask();
  }

  /** The orders that the list can have. */
  get orders(): Sort[] {
    const found = this.search.trim() ? (['best'] as const) : [];
    return [...found, 'newest', 'oldest', 'title', 'changed', 'untouched'];
  }

  /** What the headings are made of: what was chosen, else what the order gives. The best match stands first in any case. */
  get by(): By {
    if (this.sort === 'best') return 'none';
    return this.#by ?? (BY_DATE.includes(this.sort) ? 'month' : 'none');
  }

  /** The headings that this library can have. */
  get headings(): By[] {
    const { tags, authors, collections, languages } = this.view;
    return [
      'none',
      'month',
      'status',
      ...(tags.length > 0 ? (['tag'] as const) : []),
      ...(authors.length > 1 ? (['author'] as const) : []),
      ...(collections.length > 1 ? (['collection'] as const) : []),
      ...(languages.length > 1 ? (['language'] as const) : []),
    ];
  }

  group(by: By): void {
    this.#by = by;
    this.#remember();
    void this.#ask();
  }

  limit(part: Part): void {
    this.part = part;
    this.#remember();
    void this.#ask();
  }

  find(search: string): void {
    // A search that begins shows what fits best, whatever the last one was sorted by.
    if (!this.search.trim()) this.#orderFound = 'best';
    this.search = search;
    clearTimeout(this.#searching);
    this.#searching = setTimeout(() => void this.#ask(), SEARCH_AFTER);
  }

  /** Overview and rows again. One at a time; what happens meanwhile leads to one more. */
  async refresh(): Promise<void> {
    this.#stale = true;
    if (this.#refreshing) return;
    this.#refreshing = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const [view] = await Promise.all([this.backend.overview(), this.rows.again()]);
        this.view = view;
        this.rows.reviewed = inReview(view);
      }
      this.failure = null;
    } catch (thrown) {
      this.failure = asError(thrown);
    } finally {
      this.#refreshing = false;
    }
  }

  async decide(recovery: Recovery, putBack: boolean): Promise<void> {
    const post = await this.backend.recover(recovery.id, putBack);
    this.recoveries = this.recoveries.filter(({ id }) => id !== recovery.id);
    if (post) await this.desk.take(post);
  }

  /** Opens a page of a host in the browser. */
  async external(url: string): Promise<void> {
    try {
      await this.backend.openExternal(url);
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  /** What is being typed is with the library, and in its file. */
  async handOver(): Promise<void> {
    const open = this.desk.session;
    await open?.flush();
    if (open && open.save.state !== 'twoVersions') await open.saveNow();
  }

  /** Hands everything over and lets go of the folder. */
  async close(): Promise<void> {
    clearTimeout(this.#searching);
    await this.desk.close();
    this.#unlisten();
    await this.backend.closeLibrary();
  }

  #ask(): Promise<void> {
    const search = this.search.trim();
    const { filter, part, sort, by } = this;
    // The order brings its own headings; others are asked for.
    const own = by === (BY_DATE.includes(sort) ? 'month' : 'none');
    return this.rows.ask({ ...filter, ...part, ...(search && { search }), sort, ...(!own && { by }) });
  }

  #remember(): void {
    const by = this.#by;
    rememberList(this.view.root, { sort: this.#order, ...(by && { by }), ...this.part });
  }

  #heard(event: LibraryEvent): void {
    if (event.event === 'indexChanged') void this.refresh();
    else if (event.event === 'linkClicked') {
      if (wished()) this.link = event.url;
    } else {
      const before = this.desk.session?.path;
      this.desk.heard(event);
      const now = this.desk.session?.path;
      // Its file was moved under it (published, it was named after its title): in the list the keys go along.
      if (event.event === 'postChanged' && before !== undefined && now !== undefined && now !== before)
        this.rows.goTo(now);
    }
  }
}
