/**
 * What is done with whole posts, from the list, from the desk and by keys: rename, copy, move, delete, and the way back.
 * What is typed is with the library before any of it begins.
 */
import { asError, type Backend } from '$backend/backend';
import type { ErrorView, PostOffers, RenamePlan, VerbResult } from '$backend/types';
import type { Anchor } from '$parts/place';
import { verbs as words } from '$words/verbs';

import type { Desk } from '../desk/desk.svelte';

export interface Target {
  path: string;
  title: string;
}

/** Those that have keys. */
export type Verb = 'rename' | 'duplicate' | 'remove';

export interface OpenMenu {
  target: Target;
  offers: PostOffers;
  anchor: Anchor;
  /** The button that opened it. */
  opener: HTMLElement | undefined;
  /** The collections are shown in place of the verbs. */
  moving: boolean;
  /** From the desk: opening the post is no use there. */
  onDesk: boolean;
}

interface Done {
  text: string;
  says: string | undefined;
  /** In the order in which it was done. */
  undo: readonly string[];
  /** The post was on the desk, and goes there again when it is taken back. */
  open: boolean;
}

export class Verbs {
  menu = $state.raw<OpenMenu | null>(null);
  renaming = $state.raw<{ target: Target; plan: RenamePlan } | null>(null);
  /** What was done last and can be taken back. */
  done = $state.raw<Done | null>(null);
  /** Whether that is told. */
  told = $state(false);
  /** Heard and not seen. */
  heard = $state('');
  failure = $state.raw<ErrorView | null>(null);

  readonly #backend: Backend;
  readonly #desk: Desk;
  /** Told when a post has another path, or none any more. */
  readonly #onPath: (from: string, to: string | null) => void;
  /** Told which post a verb was taken back for. */
  readonly #onBack: (path: string) => void;
  /** One verb at a time: what comes meanwhile was meant for a list that is about to be another one. */
  #busy = false;

  constructor(
    backend: Backend,
    desk: Desk,
    onPath: (from: string, to: string | null) => void = () => undefined,
    onBack: (path: string) => void = () => undefined,
  ) {
    this.#backend = backend;
    this.#desk = desk;
    this.#onPath = onPath;
    this.#onBack = onBack;
  }

  /** Opens the menu of a post beside what was pressed; pressed again, it closes. */
  async openMenu(target: Target, anchor: Anchor, opener?: HTMLElement, onDesk = false): Promise<void> {
    if (this.menu && opener && this.menu.opener === opener) {
      this.menu = null;
      return;
    }
    await this.#run(async () => {
      const offers = await this.#backend.postOffers(target.path);
      this.menu = { target, offers, anchor, opener, moving: false, onDesk };
    });
  }

  do(verb: Verb, target: Target): Promise<unknown> {
    if (verb === 'rename') return this.askName(target);
    return verb === 'duplicate' ? this.duplicate(target) : this.remove(target);
  }

  askName(target: Target): Promise<boolean> {
    return this.#run(async () => {
      const { movable } = await this.#backend.postOffers(target.path);
      if (movable) this.renaming = { target, plan: await this.#backend.renamePlan(target.path) };
    });
  }

  /** What the name would change. */
  plan(target: Target, name: string): Promise<RenamePlan> {
    return this.#backend.renamePlan(target.path, name);
  }

  /** Rejects when it could not be done: the dialog says why. */
  async rename(target: Target, plan: RenamePlan, lead: boolean): Promise<void> {
    await this.#handOver(target.path);
    const result = await this.#backend.renamePost(target.path, plan.name, lead);
    this.renaming = null;
    this.#onPath(target.path, result.path);
    this.#tell(words.renamed(target.title, plan.name), result, false);
  }

  /** Copies the post. The copy's path, or null when that could not be done. */
  async duplicate(target: Target): Promise<string | null> {
    let path: string | null = null;
    await this.#run(async () => {
      await this.#handOver(target.path);
      ({ path } = await this.#backend.duplicatePost(target.path));
    });
    return path;
  }

  move(target: Target, collection: string): Promise<boolean> {
    return this.#run(async () => {
      await this.#handOver(target.path);
      const result = await this.#backend.movePost(target.path, collection);
      this.#onPath(target.path, result.path);
      this.#tell(words.moved(target.title, collection), result, false);
    });
  }

  remove(target: Target): Promise<boolean> {
    return this.#run(async () => {
      const { public: isPublic, movable } = await this.#backend.postOffers(target.path);
      // A section's own page holds a folder together: it is deleted where one sees the folder.
      if (!movable) return;
      const session = this.#desk.session?.path === target.path ? this.#desk.session : null;
      // Nothing is typed into a post that is on its way to the trash.
      await session?.hold();
      try {
        const result = await this.#backend.deletePost(target.path);
        this.#desk.drop(target.path);
        this.#onPath(target.path, null);
        this.#tell(words.deleted(target.title), result, session !== null, isPublic ? words.stays : undefined);
      } finally {
        session?.letGo();
      }
    });
  }

  /** Takes the last verb back, however long ago that was. */
  undo(): Promise<boolean> {
    const done = this.done;
    if (!done) return Promise.resolve(false);
    return this.#run(async () => {
      await this.#desk.session?.flush();
      const path = await this.#takeBack(done);
      if (this.done === done) this.done = null;
      this.told = false;
      this.heard = words.undone;
      this.#onBack(path);
      if (done.open && !this.#desk.session) await this.#desk.open(path);
    });
  }

  /** Tells what was done elsewhere and is taken back like a verb. */
  tells(text: string, result: VerbResult): void {
    this.#tell(text, result, false);
  }

  /** The same for what was done in several steps and is taken back as one. */
  tellsAll(text: string, undo: readonly string[]): void {
    if (undo.length === 0) return;
    this.done = { text, says: undefined, undo, open: false };
    this.told = true;
  }

  showInFolder(path: string): Promise<boolean> {
    return this.#run(() => this.#backend.showInFolder(path));
  }

  copy(text: string, said: string): Promise<boolean> {
    return this.#run(async () => {
      await navigator.clipboard.writeText(text);
      this.heard = said;
    });
  }

  async #handOver(path: string): Promise<void> {
    const session = this.#desk.session;
    if (session?.path === path) await session.flush();
  }

  /** The last step first. Where one cannot be taken back, it and those before it can be tried again. */
  async #takeBack(done: Done): Promise<string> {
    let path = '';
    for (let left = done.undo.length; left > 0; left--) {
      const id = done.undo[left - 1];
      try {
        if (id !== undefined) ({ path } = await this.#backend.undo(id));
      } catch (thrown) {
        if (this.done === done) this.done = { ...done, undo: done.undo.slice(0, left) };
        throw thrown;
      }
    }
    return path;
  }

  #tell(text: string, { undo }: VerbResult, open: boolean, says?: string): void {
    if (undo === undefined) return;
    this.done = { text, says, undo: [undo], open };
    this.told = true;
  }

  /** True when it was done. */
  async #run(work: () => Promise<void>): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.failure = null;
    this.heard = '';
    try {
      await work();
      return true;
    } catch (thrown) {
      this.failure = asError(thrown);
      return false;
    } finally {
      this.#busy = false;
    }
  }
}
