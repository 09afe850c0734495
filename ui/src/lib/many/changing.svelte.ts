/** One change of the fields of several posts: what becomes of their tags, their status or their author. */
import type { Backend } from '$backend/backend';
import type { FieldEdit, NameCount, PostEdited, PostsOrder, PostsPlan, PostSummary } from '$backend/types';
import { many as words } from '$words/many';

import { asWritten } from '../desk/completion';
import { type Changed, type Ends, Planned } from './planned.svelte';

export type ManyKind = 'tags' | 'status' | 'author';

/** The names that the library has. */
export interface Names {
  tags: readonly NameCount[];
  authors: readonly NameCount[];
}

/** How often each name stands in the posts, the most used one first. */
function counted(names: readonly string[]): NameCount[] {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

export class ManyChanging extends Planned<PostsOrder, PostEdited, PostsPlan> {
  readonly kind: ManyKind;
  readonly posts: readonly PostSummary[];
  readonly names: Names;
  /** The tags and the authors that the posts have now. */
  readonly tags: readonly NameCount[];
  readonly authors: readonly NameCount[];
  /** Tags that each post gets. */
  added = $state.raw<readonly string[]>([]);
  /** Tags that go, as the posts have them. */
  removed = $state.raw<ReadonlySet<string>>(new Set());
  /** Null until it was chosen. */
  draft = $state<boolean | null>(null);
  /** What stands in the field: one more tag, or the author. It counts as it is typed. */
  typed = $state('');

  readonly hindrance = $derived.by<string | null>(() => {
    if (this.#edits.length === 0) return words.wants[this.kind];
    if (!this.plan || this.asking || this.ticked.length > 0) return null;
    if (this.plan.posts.length > 0) return words.sheet.nothingTicked;
    return this.plan.refused.length > 0 ? words.allRefused : words.nothing;
  });

  readonly #backend: Backend;

  constructor(backend: Backend, kind: ManyKind, posts: readonly PostSummary[], names: Names, ends: Ends) {
    super(ends);
    this.#backend = backend;
    this.kind = kind;
    this.posts = posts;
    this.names = names;
    this.tags = counted(posts.flatMap(({ tags }) => tags));
    this.authors = counted(posts.flatMap(({ authors }) => authors));
  }

  /** Letter by letter. */
  type(text: string): void {
    if (this.running || text === this.typed) return;
    this.typed = text;
    this.askSoon();
  }

  /** The tag that was typed or chosen is one of those to be added; the field is free for the next one. */
  add(name: string): void {
    const tag = asWritten(name, this.names.tags);
    if (this.running || tag === '') return;
    this.#choose(() => {
      this.typed = '';
      this.#without(tag);
      if (!this.#adds(tag)) this.added = [...this.added, tag];
    });
  }

  /** The tag is not to be added after all. */
  drop(name: string): void {
    this.#choose(() => (this.added = this.added.filter((one) => one !== name)));
  }

  remove(name: string, goes: boolean): void {
    this.#choose(() => {
      this.#without(name);
      if (!goes) return;
      this.removed = new Set([...this.removed, name]);
      this.added = this.added.filter((one) => one.toLowerCase() !== name.toLowerCase());
    });
  }

  setDraft(draft: boolean): void {
    this.#choose(() => (this.draft = draft));
  }

  protected order(): PostsOrder | null {
    const edits = this.#edits;
    return edits.length === 0 ? null : { paths: this.posts.map(({ path }) => path), edits };
  }

  protected planOf(order: PostsOrder): Promise<PostsPlan> {
    return this.#backend.postsPlan(order);
  }

  protected async change({ edits }: PostsOrder, paths: string[]): Promise<Changed> {
    const done = await this.#backend.changePosts({ paths, edits });
    return { text: words.done(done.paths.length), undo: done.undo };
  }

  /** What goes comes first, so that a tag which is spelled otherwise can take its place. */
  get #edits(): FieldEdit[] {
    const { kind, draft, removed, added } = this;
    if (kind === 'status') return draft === null ? [] : [{ field: 'draft', value: draft }];
    const name = asWritten(this.typed, this.names[kind === 'tags' ? 'tags' : 'authors']);
    if (kind === 'author') return name === '' ? [] : [{ field: 'author', value: name }];
    const adds = name === '' || this.#adds(name) ? added : [...added, name];
    return [
      ...[...removed]
        .filter((tag) => !adds.includes(tag))
        .map((value) => ({ field: 'removeTag' as const, value })),
      ...adds.map((value) => ({ field: 'addTag' as const, value })),
    ];
  }

  #adds(name: string): boolean {
    return this.added.some((tag) => tag.toLowerCase() === name.toLowerCase());
  }

  #without(name: string): void {
    this.removed = new Set([...this.removed].filter((tag) => tag !== name));
  }

  /** Another choice; what it would change is asked anew, unless the order stays the same. */
  #choose(work: () => void): void {
    if (this.running) return;
    const before = JSON.stringify(this.#edits);
    work();
    if (JSON.stringify(this.#edits) !== before || this.failure) void this.ask();
  }
}
