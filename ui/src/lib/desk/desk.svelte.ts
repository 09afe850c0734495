/**
 * The desk: which post is open. Switching hands everything over to the library first; answers that come late belong
 * to their own session and are dropped with it.
 */
import type { Extension } from '@codemirror/state';

import { asError, type Backend } from '$backend/backend';
import type { ErrorView, LibraryEvent, PostView } from '$backend/types';

import { Session } from './session.svelte';

/** When no key came within this time, in milliseconds, none is on its way. */
const STILL = 50;
/** So often that is waited for: whoever goes on typing does not want to keep the window. */
const ROUNDS = 20;

export class Desk {
  session = $state.raw<Session | null>(null);
  /** The path that is being opened. */
  opening = $state<string | null>(null);
  /** Why the last post could not be opened. */
  failure = $state.raw<ErrorView | null>(null);

  readonly #backend: Backend;
  readonly #extensions: (desk: Desk) => Extension;
  /** Posts that left the desk before all of their text was handed over. They go on trying. */
  readonly #waiting = new Set<Session>();
  #turn = 0;
  #switching: Promise<unknown> = Promise.resolve();

  constructor(backend: Backend, extensions: (desk: Desk) => Extension = () => []) {
    this.#backend = backend;
    this.#extensions = extensions;
  }

  /** Opens the post of this path. The last call wins. True when it is open now. */
  async open(path: string): Promise<boolean> {
    if (this.session?.path === path && !this.opening) return true;
    return this.#switch(path, () => this.#backend.openPost(path), this.#backend.remembered(path));
  }

  /** Starts a new post and opens it. */
  async start(title: string): Promise<boolean> {
    return this.#switch('', () => this.#backend.newPost(title));
  }

  /** Puts a post on the desk that the library has already opened (words that came back). */
  async take(view: PostView): Promise<boolean> {
    if (this.session?.id === view.post) {
      this.session.replaceWith(view);
      return true;
    }
    return this.#switch(view.summary.path, () => Promise.resolve(view));
  }

  /** Clears the desk. Rejects when text could not be handed over: the post that has it is on the desk then. */
  async close(): Promise<void> {
    this.#turn++;
    await this.#switching;
    const session = this.session;
    await session?.flush();
    this.session = null;
    if (session) this.#waiting.add(session);
    for (const left of [...this.#waiting]) {
      try {
        await this.#putAway(left);
      } catch (thrown) {
        this.#waiting.delete(left);
        this.session = left;
        throw thrown;
      }
    }
  }

  /**
   * The window is about to go: what is typed is in the file, with the keys that are still on their way to the page. Rejects where
   * it cannot be.
   */
  async end(): Promise<void> {
    const session = this.session;
    for (let round = 0; session && round < ROUNDS; round++) {
      const { sent } = session;
      await session.saveNow();
      await new Promise((done) => setTimeout(done, STILL));
      if (session.sent === sent) break;
    }
    if (session?.save.state === 'failed') throw session.save.problem;
    await this.close();
  }

  /** Lets go of a post that was deleted: the library has closed it already. */
  drop(path: string): void {
    const session = this.session;
    if (session?.path !== path) return;
    this.session = null;
    session.end();
  }

  heard(event: LibraryEvent): void {
    const session = this.session;
    if (!session) return;
    if (event.event === 'postChanged' && event.post.post === session.id) session.replaceWith(event.post);
    if (event.event === 'truePreviewChanged') session.lookAgain();
    if (event.event === 'saveChanged' && event.post === session.id) session.saveChanged(event.save);
  }

  /** One switch at a time: a session that was closed late could otherwise be one that was opened anew. */
  #switch(
    path: string,
    view: () => Promise<PostView>,
    remembered: Promise<string | null> = Promise.resolve(null),
  ): Promise<boolean> {
    const turn = ++this.#turn;
    this.opening = path;
    // What is not remembered keeps no post from being opened.
    const kept = remembered.catch(() => null);
    const next = this.#switching.then(() => this.#go(turn, view, kept));
    this.#switching = next;
    return next;
  }

  async #go(turn: number, view: () => Promise<PostView>, kept: Promise<string | null>): Promise<boolean> {
    if (turn !== this.#turn) return false;
    this.failure = null;
    try {
      // The old post's text first: nothing typed may hang on the new one.
      await this.session?.flush();
      const opened = await view();
      const found = await kept;
      const old = this.session;
      if (turn !== this.#turn) {
        if (opened.post !== old?.id) await this.#backend.closePost(opened.post);
        return false;
      }
      try {
        // What was typed while the other one was being opened.
        await old?.flush();
      } catch (thrown) {
        if (opened.post !== old?.id) await this.#backend.closePost(opened.post).catch(() => undefined);
        throw thrown;
      }
      // One that came back brings along what it could not hand over.
      const back = [...this.#waiting].find((session) => session.id === opened.post);
      if (back) this.#waiting.delete(back);
      this.session = back ?? new Session(this.#backend, opened, this.#extensions(this), found);
      if (old && old.id === opened.post) old.end();
      else if (old) this.#waiting.add(old);
      for (const left of [...this.#waiting]) {
        await this.#putAway(left).catch((thrown: unknown) => (this.failure = asError(thrown)));
      }
      return true;
    } catch (thrown) {
      if (turn === this.#turn) this.failure = asError(thrown);
      return false;
    } finally {
      if (turn === this.#turn) this.opening = null;
    }
  }

  /** Lets go of a session that has handed over everything. One that cannot yet is kept, and rejects. */
  async #putAway(session: Session): Promise<void> {
    await session.flush();
    this.#waiting.delete(session);
    session.end();
    await this.#backend.closePost(session.id).catch(() => undefined);
  }
}
