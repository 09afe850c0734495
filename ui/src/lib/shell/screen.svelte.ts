/** The main screen of an open library: what is shown of it, and what is done on it. Its actions, keys and columns ask here. */
import { tick } from 'svelte';

import type { PostOffers, Problem } from '$backend/types';
import { words } from '$words/en';
import { list } from '$words/verbs';

import { showPlace } from '../check/place';
import { Problems } from '../check/problems.svelte';
import { Connection } from '../connection/connection.svelte';
import type { Filter, OpenLibrary, Part } from '../library/open-library.svelte';
import { Many } from '../many/many.svelte';
import type { Target, Verb } from '../posts/verbs.svelte';
import { lookAt, type Sight } from '../preview/shown-as.svelte';
import { Publishing } from '../publish/publishing.svelte';
import { Syncing } from '../sync/syncing.svelte';
import { Tags } from '../tags/tags.svelte';
import { Columns, type DeskView } from './columns.svelte';
import { linkTarget } from './links';
import { textLine } from './problem-line';

/** What keys of their own open over everything: the palette, its posts alone, all keys. */
export type Over = 'palette' | 'posts' | 'keys';
/** What stands above the status line. */
export type Popped = 'repository' | 'server' | 'length';

/** What the list is limited to, and how it is no more. */
export interface Limit {
  name: string;
  clear: () => void;
}

const onDesk = (selector: string) => document.querySelector<HTMLElement>(`[data-testid="desk"] ${selector}`);

export class Screen {
  readonly library: OpenLibrary;
  readonly columns = new Columns();
  readonly publishing: Publishing;
  readonly syncing: Syncing;
  /** What is done with several posts of the list. */
  readonly many: Many;
  /** Another folder, by the dialog or from the welcome screen. */
  readonly openOther: () => void;
  readonly toWelcome: () => void;

  over = $state<Over | null>(null);
  popped = $state<Popped | null>(null);
  problemsOpen = $state(false);
  /** Grows when a tag is to be added. */
  addTagAsked = $state(0);
  /** Grows when the date is to be another one. */
  dateAsked = $state(0);
  /** The page of the test of the connection, over all but the library. */
  connection = $state.raw<Connection | null>(null);
  /** The page of all tags, over all but the library. */
  tags = $state.raw<Tags | null>(null);
  /** The page of the settings, over all but the library. */
  settings = $state(false);
  /** All problems, in the place of the posts. */
  check = $state.raw<Problems | null>(null);
  #offers = $state.raw<{ path: string; offers: PostOffers } | null>(null);

  readonly problems = $derived.by<Problem[]>(() => [
    ...(this.session?.problems ?? []),
    ...this.library.view.problems,
  ]);
  /** Where the link leads that was followed in the preview. */
  readonly link = $derived.by(() => (this.library.link === null ? null : linkTarget(this.library.link)));
  /** A sheet asks or tells something. */
  readonly asks = $derived.by(() => {
    const { publishing, library } = this;
    return (
      publishing.open ||
      publishing.asksIdentity ||
      library.versions.deleted !== null ||
      library.verbs.renaming !== null ||
      library.recoveries.length > 0 ||
      Boolean(this.tags?.changing) ||
      this.many.changing !== null ||
      Boolean(this.check?.mending) ||
      this.link?.kind === 'web'
    );
  });
  /** Nothing of the screen itself takes keys. */
  readonly covered = $derived.by(() => this.asks || this.over !== null);

  constructor(library: OpenLibrary, openOther: () => void, toWelcome: () => void) {
    const handOver = () => library.handOver();
    this.library = library;
    this.openOther = openOther;
    this.toWelcome = toWelcome;
    this.publishing = new Publishing(library.backend, handOver);
    this.syncing = new Syncing(library.backend, handOver);
    this.many = new Many(library.backend, library.rows, {
      names: () => library.view,
      handOver,
      done: ({ text, undo }) => library.verbs.tellsAll(text, undo === undefined ? [] : [undo]),
      publish: (paths, event) => this.publishing.show(paths, event?.timeStamp ?? performance.now()),
    });
  }

  get session() {
    return this.library.desk.session;
  }

  /** What can be done with the open post, once that is known. */
  get offers(): PostOffers | null {
    return this.#offers?.path === this.session?.path ? (this.#offers?.offers ?? null) : null;
  }

  /** The text of the open post is on the screen, and nothing lies over it. */
  get writes(): boolean {
    const { session, columns, library, connection, tags, settings } = this;
    const { history, meeting } = library.versions;
    return Boolean(
      session &&
      columns.desk > 0 &&
      columns.view !== 'preview' &&
      !session.fieldsShown &&
      !(history || meeting || connection || tags || settings),
    );
  }

  get limits(): Limit[] {
    const { library } = this;
    const { tag, author } = library.filter;
    const { collection, language } = library.part;
    const name = tag ?? author;
    return [
      ...(name ? [{ name, clear: () => this.filter({ group: 'all' }) }] : []),
      ...(collection ? [{ name: collection, clear: () => library.limit(language ? { language } : {}) }] : []),
      ...(language
        ? [{ name: list.language(language), clear: () => library.limit(collection ? { collection } : {}) }]
        : []),
    ];
  }

  /** Leaves what lies over all but the library. */
  leavePages(): void {
    this.connection = null;
    this.tags = null;
    this.settings = false;
  }

  /** Whoever goes on working leaves these pages; who wants the posts, the problems too. */
  turnTo(turn: 'posts' | 'desk'): void {
    this.columns.turn = turn;
    this.leavePages();
    if (turn === 'posts') this.closeCheck();
  }

  /** All tags, and what is done with them in many posts. */
  showTags(): void {
    const { library, tags } = this;
    this.leavePages();
    this.tags =
      tags ??
      new Tags(library.backend, {
        handOver: () => library.handOver(),
        done: ({ text, undo }) => library.verbs.tellsAll(text, undo === undefined ? [] : [undo]),
      });
  }

  showSettings(): void {
    if (this.settings) return;
    this.leavePages();
    this.settings = true;
  }

  /** Looks at all posts, and shows what is wrong with them beside the desk. */
  checkAll(): void {
    const { library, columns } = this;
    this.leavePages();
    this.problemsOpen = false;
    columns.alone = false;
    columns.turn = 'posts';
    columns.problems = true;
    this.check ??= new Problems(library.backend, {
      handOver: () => library.handOver(),
      show: (problem) => void this.#showProblem(problem),
      tell: (text, undos) => library.verbs.tellsAll(text, undos),
    });
    void this.check.start();
  }

  closeCheck(): void {
    this.check?.end();
    this.check = null;
    this.columns.problems = false;
  }

  /** Opens the post at the problem; the keys stay in the list. */
  async #showProblem(problem: Problem): Promise<void> {
    const { check, library } = this;
    const { path } = problem;
    if (path === undefined || !check) return;
    await check.titles.ready;
    if (!check.titles.has(path) || check.chosen?.problem !== problem) return;
    library.versions.decideLater();
    if (!(await library.desk.open(path)) || check !== this.check) return;
    if (this.columns.view === 'preview') this.columns.show('text');
    // Another one may have been chosen meanwhile, in the same post.
    if (check.chosen?.problem === problem) showPlace(problem, this.session);
  }

  /** Goes on writing where the chosen problem is. */
  toText(): void {
    this.columns.turn = 'desk';
    requestAnimationFrame(() => this.session?.view.focus());
  }

  /** The same again closes it. */
  turnOver(over: Over): void {
    this.over = this.over === over ? null : over;
  }

  /** Asks what can be done with the open post. */
  async lookAtOffers(): Promise<void> {
    const path = this.session?.path;
    if (path === undefined) return;
    try {
      this.#offers = { path, offers: await this.library.backend.postOffers(path) };
    } catch {
      // What needs the answer is not offered.
    }
  }

  /** Opens a post. True when it is open. */
  async open(path: string): Promise<boolean> {
    this.turnTo('desk');
    return this.library.desk.open(path);
  }

  /** Opens a post to go on writing there; with `stay` the keys stay where they are. */
  async goToPost(path: string, stay = false): Promise<void> {
    const { desk, recent, versions } = this.library;
    // Two versions lie over the desk; what was decided is kept.
    versions.decideLater();
    if (!(await this.open(path))) {
      if (desk.failure) recent.moved(path, null);
    } else if (!stay) requestAnimationFrame(() => this.writes && this.session?.view.focus());
  }

  async start(): Promise<void> {
    this.turnTo('desk');
    if (await this.library.desk.start(words.posts.newTitle)) this.#toTitle();
  }

  /** A post that was just begun or copied wants another title. */
  #toTitle(): void {
    requestAnimationFrame(() => {
      const title = onDesk('textarea') as HTMLTextAreaElement | null;
      title?.focus();
      title?.select();
    });
  }

  act(verb: Verb, target: Target): void {
    if (verb === 'duplicate') void this.#duplicate(target);
    else void this.library.verbs.do(verb, target);
  }

  async #duplicate(target: Target): Promise<void> {
    const copy = await this.library.verbs.duplicate(target);
    if (copy === null) return;
    this.turnTo('desk');
    if (await this.library.desk.open(copy)) this.#toTitle();
  }

  /** Asks to which collection the open post is to go, in its own menu. */
  async askPlace(): Promise<void> {
    const { session, offers } = this;
    if (!session || !offers) return;
    this.turnTo('desk');
    await tick();
    const button = onDesk('[data-testid="desk-menu"]');
    if (!button) return;
    const target = { path: session.path, title: session.summary.title };
    this.library.verbs.menu = { target, offers, anchor: button, opener: button, moving: true, onDesk: true };
  }

  history(path: string): void {
    this.turnTo('desk');
    void this.library.versions.openHistory(path);
  }

  meetNext(): void {
    this.turnTo('desk');
    void this.library.versions.meetNext(this.library.view);
  }

  /** The open post, or `several`: nothing is ticked then, as a draft that went along unseen would be public. */
  publish(event?: { timeStamp: number }, several = false): void {
    const paths = this.session && !several ? [this.session.path] : [];
    this.publishing.show(paths, event?.timeStamp ?? performance.now());
  }

  testConnection(): void {
    const { connection, library } = this;
    this.leavePages();
    this.connection = connection ?? new Connection(library.backend, library.view.repository.server);
    void this.connection.start();
  }

  filter(filter: Filter): void {
    // The list is what was asked for.
    this.columns.alone = false;
    this.turnTo('posts');
    this.library.show(filter);
  }

  limit(part: Part): void {
    this.turnTo('posts');
    this.library.limit(part);
  }

  showAll(): void {
    this.library.search = '';
    this.library.part = {};
    this.filter({ group: 'all' });
  }

  search(): void {
    this.columns.alone = false;
    this.turnTo('posts');
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-search]')?.select());
  }

  /** Several posts are chosen, in a list that is on the screen. */
  get choosesMany(): boolean {
    return this.many.selection.several && this.columns.posts > 0 && !this.check;
  }

  /** A tag for the open post, or for all that are chosen. */
  addTag(): void {
    this.leavePages();
    if (this.choosesMany) this.many.change('tags');
    else this.addTagAsked++;
  }

  /** Asks for the date in the strip; where it cannot be changed there, the form shows why. */
  async changeDate(): Promise<void> {
    if (!this.session?.head.readable) return this.showFields();
    this.turnTo('desk');
    this.library.versions.decideLater();
    await tick();
    this.dateAsked++;
  }

  showFields(): void {
    this.turnTo('desk');
    this.library.versions.closeHistory();
    if (this.session) this.session.fieldsShown = true;
  }

  show(view: DeskView): void {
    this.turnTo('desk');
    this.columns.show(view);
  }

  /** Shows something in the preview, wherever that has room. */
  see(sight: Sight): void {
    this.turnTo('desk');
    lookAt(sight);
    if (this.columns.view === 'text') this.columns.show(this.columns.bothFits ? 'both' : 'preview');
  }

  toggleProblems(): void {
    this.leavePages();
    this.problemsOpen = !this.problemsOpen;
  }

  goTo(problem: Problem): void {
    const { session, columns } = this;
    const line = textLine(problem, session);
    if (!session || line === 0) return;
    if (columns.view === 'preview') columns.show('text');
    const { view } = session;
    view.dispatch({ selection: { anchor: view.state.doc.line(line).from }, scrollIntoView: true });
    requestAnimationFrame(() => view.focus());
  }
}
