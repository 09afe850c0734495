/** What lies over the desk: two versions of a post, its history, or the deleted posts. One at a time. */
import type { Backend } from '$backend/backend';
import type { LibraryView } from '$backend/types';
import { history as historyWords, meeting as meetingWords } from '$words/versions';

import type { Desk } from '../desk/desk.svelte';
import { DeletedPosts } from '../history/deleted.svelte';
import { History } from '../history/history.svelte';
import type { Verbs } from '../posts/verbs.svelte';
import { Meet } from './meeting.svelte';
import { twoVersions } from './sides';

export class Versions {
  meeting = $state.raw<Meet | null>(null);
  history = $state.raw<History | null>(null);
  deleted = $state.raw<DeletedPosts | null>(null);

  #restored = $state.raw<object | null>(null);
  readonly #backend: Backend;
  readonly #desk: Desk;
  readonly #verbs: Verbs;
  /** Decisions that were put off, so that none has to be made twice. */
  readonly #later = new Map<string, Meet>();

  constructor(backend: Backend, desk: Desk, verbs: Verbs) {
    this.#backend = backend;
    this.#desk = desk;
    this.#verbs = verbs;
  }

  /** Both versions of the open post, else of the first that has two. */
  async meetNext(view: LibraryView): Promise<void> {
    const session = this.#desk.session;
    const path = session && twoVersions(session, view) ? session.path : view.twoVersions[0];
    if (path !== undefined) await this.meet(path);
  }

  async meet(path: string): Promise<void> {
    this.closeHistory();
    await this.#handOver(path);
    const meet = this.#later.get(path) ?? new Meet(this.#backend, path);
    this.#later.set(path, meet);
    meet.failure = null;
    this.meeting = meet;
    await meet.look();
    // Decided elsewhere meanwhile.
    if (!meet.view && this.meeting === meet) this.#later.delete(path);
  }

  decideLater(): void {
    this.meeting = null;
  }

  async settle(): Promise<void> {
    const meet = this.meeting;
    if (!meet) return;
    await this.#handOver(meet.path);
    const title = meet.view?.title ?? meet.path;
    const settled = await meet.settle();
    if (!settled) return;
    this.#later.delete(meet.path);
    this.meeting = null;
    const { path, undo } = settled;
    if (path === undefined) this.#desk.drop(meet.path);
    else await this.#desk.open(path);
    this.#verbs.tells(meetingWords.settled(title), { path: path ?? meet.path, ...(undo && { undo }) });
  }

  /** Opens the history of a post, which is opened with it. */
  async openHistory(path: string): Promise<void> {
    if (this.history?.path === path) return this.closeHistory();
    this.closeHistory();
    this.meeting = null;
    if (!(await this.#desk.open(path))) return;
    await this.#handOver(path);
    const session = this.#desk.session;
    if (session) session.fieldsShown = false;
    this.history = new History(this.#backend, path);
    await this.history.look();
  }

  closeHistory(): void {
    this.#restored = null;
    this.history?.stop();
    this.history = null;
  }

  async restore(): Promise<void> {
    const history = this.history;
    if (!history) return;
    await this.#handOver(history.path);
    const result = await history.restore();
    if (!result) return;
    const title = this.#desk.session?.summary.title ?? history.path;
    this.#verbs.tells(historyWords.restored(title), result);
    history.said = historyWords.restored(title);
    this.#restored = this.#verbs.done;
  }

  /** The shown history's restore was the last verb, and can be taken back for as long as that is so. */
  get restoreCanBeUndone(): boolean {
    return this.#restored !== null && this.#verbs.done === this.#restored;
  }

  async undoRestore(): Promise<void> {
    if (!this.restoreCanBeUndone || !(await this.#verbs.undo())) return;
    this.#restored = null;
    await this.history?.again();
  }

  /** Puts one paragraph of the shown version into the text, as if it was typed there. */
  async putBack(block: number): Promise<void> {
    const [history, session] = [this.history, this.#desk.session];
    if (!history || !session || session.path !== history.path || !session.editable) return;
    await session.flush();
    const change = await history.paragraph(session.id, block);
    if (!change) return;
    const { from, to, insert } = change;
    session.view.dispatch({ changes: { from, to, insert }, userEvent: 'input' });
    const was = history.change?.blocks[block]?.kind;
    const said = was === 'changed' && from === to ? historyWords.isBeside : historyWords.isBack;
    await session.flush();
    await history.again();
    history.said = said;
  }

  async openDeleted(): Promise<void> {
    this.closeHistory();
    this.deleted = new DeletedPosts(this.#backend);
    await this.deleted.look();
  }

  closeDeleted(): void {
    this.deleted?.stop();
    this.deleted = null;
  }

  async bringBack(path: string): Promise<void> {
    const deleted = this.deleted;
    const post = deleted?.posts.find((one) => one.path === path);
    const result = post && (await deleted?.putBack(post));
    if (!post || !result) return;
    this.closeDeleted();
    await this.#desk.open(result.path);
    this.#verbs.tells(historyWords.isHere(post.title), result);
  }

  /** What is typed is with the library before anything is compared or written. */
  async #handOver(path: string): Promise<void> {
    const session = this.#desk.session;
    if (session?.path === path) await session.flush();
  }
}
