/**
 * A library in memory: the same questions and answers as the app's, without a disk, a Git or a server. Component
 * tests work on it, and `npm run dev` shows it at `?memory`. Its `outside` functions play the rest of the world.
 */
import type { Backend } from './backend';
import { askingOf, type AskingPlayer } from './memory/asking';
import { checkOf } from './memory/check';
import { type ConnectionPlayer, connectionOf } from './memory/connection';
import { editingOf, type Open, viewOf } from './memory/editing';
import { ferrow, type MemoryPost } from './memory/ferrow';
import { fieldUses } from './memory/form';
import { manyOf } from './memory/many';
import { picturesOf } from './memory/pictures';
import { previewOf } from './memory/preview';
import { rowsOf, summary } from './memory/rows';
import { type ServerPlayer, serverOf } from './memory/server';
import { settingsOf, type SettingsPlayer } from './memory/settings';
import { tagsOf } from './memory/tags';
import { type TrueGiven, truePreviewOf, type TruePreviewPlayer } from './memory/true-preview';
import { verbsOf } from './memory/verbs';
import { type MemoryHistory, versionsOf } from './memory/versions';
import { libraryView, RECENT, refuse } from './memory/views';
import { windowsOf, type WindowsPlayer } from './memory/windows';
import type { AppView, Identity, LibraryEvent, LibraryView, Recovery, SaveView, SettingsView } from './types';

export interface MemoryOptions {
  posts?: MemoryPost[];
  app?: Partial<AppView>;
  /** The settings, as their file has them. */
  settings?: Partial<SettingsView>;
  identity?: Identity | null;
  today?: string;
  at?: string;
  recoveries?: Recovery[];
  truePreview?: TrueGiven;
  /** The versions of posts, newest first; of one that is not among the posts, it was deleted. */
  histories?: MemoryHistory;
  /** Files that are no posts, with their sizes in bytes. */
  pictures?: Record<string, number>;
  /** What an earlier window remembered, by path. */
  memories?: Map<string, string>;
  /** Called before every answer: tests delay, count or refuse here. */
  before?: (command: string, ...args: unknown[]) => Promise<void> | void;
}

export interface Memory
  extends
    Backend,
    TruePreviewPlayer,
    ServerPlayer,
    AskingPlayer,
    ConnectionPlayer,
    SettingsPlayer,
    WindowsPlayer {
  readonly files: MemoryPost[];
  /** Another program writes the file of a post. */
  outside: (path: string, body: string) => void;
  emit: (event: LibraryEvent) => void;
}

export function memory(options: MemoryOptions = {}): Memory {
  const posts = options.posts ?? ferrow();
  const now = options.today ?? '2026-06-04';
  const at = options.at ?? '10:42';
  let identity =
    options.identity === undefined
      ? { name: 'Ines Halloran', email: 'ines@ferrow.example' }
      : options.identity;
  let revision = 1;
  let sessions = 0;
  let recoveries = options.recoveries ?? [];
  const open = new Map<string, Open>();
  const handlers = new Set<(event: LibraryEvent) => void>();

  const emit = (event: LibraryEvent) => handlers.forEach((handler) => handler(event));
  const changed = () => emit({ event: 'indexChanged', revision: ++revision });
  const heard = async (command: string, ...args: unknown[]) => {
    await Promise.resolve();
    await options.before?.(command, ...args);
  };
  const session = (id: string): Open => {
    const found = open.get(id);
    if (!found) throw refuse('post.closed', 'This post is not open any more.');
    return found;
  };
  const find = (path: string): MemoryPost => {
    const found = posts.find((post) => post.path === path);
    if (!found) throw refuse('post.gone', `There is no file ${path} any more.`);
    return found;
  };
  const unsaved = (on: Open) => {
    if (on.save.state === 'twoVersions') return;
    on.save = { state: 'unsaved', ...(on.save.at && { at: on.save.at }) };
    emit({ event: 'saveChanged', post: on.id, save: on.save });
  };
  const write = (on: Open): SaveView => {
    if (on.save.state !== 'twoVersions') {
      on.file = { head: on.post.head, body: on.post.body };
      on.save = { state: 'saved', at };
      emit({ event: 'saveChanged', post: on.id, save: on.save });
      changed();
    }
    return on.save;
  };
  const library = (): LibraryView => {
    const view = libraryView(posts, now, identity, revision);
    const two = [...open.values()].filter((on) => on.save.state === 'twoVersions');
    const twoVersions = two.map(({ post }) => post.path);
    return {
      ...view,
      twoVersions,
      lookAlikes: tags.alike(),
      reviews: server.reviews(),
      repository: { ...view.repository, ...server.known() },
    };
  };
  const openOf = (path: string): Open => {
    const existing = openAt(path);
    if (existing) return existing;
    const post = find(path);
    const on: Open = { id: `s${++sessions}`, post, seq: 0, file: { ...post }, save: { state: 'saved', at } };
    open.set(on.id, on);
    return on;
  };
  const openAt = (path: string) => [...open.values()].find((on) => on.post.path === path);
  const moved = (post: MemoryPost) => {
    const on = openAt(post.path);
    if (!on) return;
    on.file = { ...post };
    on.seq++;
    emit({ event: 'postChanged', post: viewOf(on, now) });
  };
  const outside = (path: string, body: string) => {
    const post = find(path);
    const on = openAt(path);
    if (!on || on.save.state === 'saved') {
      post.body = body;
      if (on) {
        on.file.body = body;
        on.seq++;
        emit({ event: 'postChanged', post: viewOf(on, now) });
      }
    } else {
      on.file.body = body;
      on.save = { state: 'twoVersions', at };
      emit({ event: 'saveChanged', post: on.id, save: on.save });
    }
    changed();
  };
  const ways = new Map<string, () => string>();
  const around = {
    ways,
    posts,
    today: now,
    find,
    heard,
    changed,
    save: (path: string) => {
      const on = openAt(path);
      if (on) write(on);
    },
    moved,
    close: (path: string) => {
      const on = openAt(path);
      if (on) open.delete(on.id);
    },
  };
  const tags = tagsOf(around);
  const settle = (path: string, body: string) => {
    const post = find(path);
    const on = openAt(path);
    const [text, file] = [post.body, on?.file.body];
    const put = (mine: string, theirs: string | undefined) => {
      post.body = mine;
      if (on && theirs !== undefined) {
        const two = mine !== theirs;
        Object.assign(on, { file: { head: post.head, body: theirs }, seq: on.seq + 1 });
        on.save = { state: two ? 'twoVersions' : 'saved', at };
        emit({ event: 'postChanged', post: viewOf(on, now) });
      }
      changed();
    };
    put(body, body);
    return () => put(text, file);
  };
  const versions = versionsOf({
    histories: options.histories ?? {},
    two: (path) => {
      const on = openAt(path);
      const { title } = summary(find(path), now);
      return on?.save.state === 'twoVersions' ? { mine: on.post.body, theirs: on.file.body, title } : null;
    },
    settle,
    now: (path) => posts.find((post) => post.path === path)?.body ?? null,
    bodyOf: (post) => session(post).post.body,
    put: (post) => {
      posts.push(post);
      changed();
    },
    canUndo: (way) => {
      const id = `v${ways.size + 1}`;
      ways.set(id, way);
      return id;
    },
    heard,
  });
  const server = serverOf({
    posts,
    today: now,
    at,
    identity: () => identity,
    find,
    heard,
    changed,
    moved,
    outside,
  });
  const settings = settingsOf(heard, options.settings);
  return {
    ...verbsOf(around),
    ...editingOf({ today: now, heard, session, unsaved, write }),
    ...settings.verbs,
    ...windowsOf(heard, posts, changed, ways, options.memories),
    ...tags.verbs,
    ...manyOf(around),
    ...checkOf({ ...around, at: '10:46' }),
    ...picturesOf({ heard, ways, pictures: options.pictures ?? {} }),
    ...server.verbs,
    ...versions,
    ...askingOf(heard, emit),
    ...connectionOf(heard, '10:46'),
    ...truePreviewOf(heard, emit, options.truePreview),
    ...previewOf({ today: now, posts, heard, of: session, pictures: options.pictures ?? {} }),
    files: posts,
    emit,
    outside,
    async app() {
      await heard('app');
      return {
        version: '0.1.0',
        platform: 'macos',
        suggestedFolder: '~/Blogs',
        recent: RECENT,
        settings: settings.view(),
        ...options.app,
      };
    },
    async startBlog(blog) {
      await heard('startBlog', blog);
      return library();
    },
    async chooseFolder(title) {
      await heard('chooseFolder', title);
      return '/home/ines/Work/engineering-blog';
    },
    async openLibrary(path, initialise) {
      await heard('openLibrary', path, initialise);
      return library();
    },
    async allowFolder(path) {
      await heard('allowFolder', path);
    },
    async cloneLibrary(url, folder, onStep) {
      await heard('cloneLibrary', url, folder);
      onStep({ stage: 'Receiving', part: 0.62 });
      await heard('cloning');
      return library();
    },
    async cancelClone() {
      await heard('cancelClone');
    },
    async closeLibrary() {
      await heard('closeLibrary');
      open.clear();
    },
    async overview() {
      await heard('overview');
      return library();
    },
    async posts(query) {
      await heard('posts', query);
      return rowsOf(
        posts.map((post) => summary(post, now)),
        query,
        revision,
        (path) => posts.find((post) => post.path === path)?.body ?? '',
      );
    },
    async newPost(title) {
      await heard('newPost', title);
      const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      const taken = posts.filter((post) => post.path.startsWith(`posts/${slug}`)).length;
      const path = `posts/${slug}${taken ? `-${taken + 1}` : ''}.md`;
      posts.unshift({
        path,
        head: `---\ntitle: ${title}\ndate: ${now}\ndraft: true\n---\n`,
        body: '',
        published: null,
      });
      const view = viewOf(openOf(path), now);
      changed();
      return view;
    },
    async openPost(path) {
      await heard('openPost', path);
      return viewOf(openOf(path), now);
    },
    async closePost(post) {
      await heard('closePost', post);
      const on = open.get(post);
      if (on) write(on);
      open.delete(post);
    },
    async fieldUses() {
      await heard('fieldUses');
      return fieldUses(posts.map(({ head }) => head));
    },
    async recoveries() {
      await heard('recoveries');
      return recoveries;
    },
    async recover(id, putBack) {
      await heard('recover', id, putBack);
      const found = recoveries.find((recovery) => recovery.id === id);
      recoveries = recoveries.filter((recovery) => recovery.id !== id);
      if (!found || !putBack) return null;
      const on = openOf(found.path);
      const added = found.blocks
        .filter(({ kind }) => kind === 'added')
        .map(({ runs }) => runs.map((run) => run.text).join(''));
      on.post.body += `\n${added.join('\n\n')}\n`;
      on.seq++;
      unsaved(on);
      return viewOf(on, now);
    },
    async setIdentity(given) {
      await heard('setIdentity', given);
      identity = given;
      return library().repository;
    },
    async openExternal(url) {
      await heard('openExternal', url);
    },
    onEvent(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
  };
}
