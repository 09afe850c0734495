/** Renaming, copying, moving and deleting in the in-memory library, and the way back. */
import type { Backend } from '../backend';
import type { RenamePlan } from '../types';
import type { MemoryPost } from './ferrow';
import { readHead } from './head';
import { collectionOf, summary } from './rows';
import { refuse } from './views';

interface Around {
  posts: MemoryPost[];
  today: string;
  find: (path: string) => MemoryPost;
  /** What is open is saved, told of its new place, or closed. */
  save: (path: string) => void;
  moved: (post: MemoryPost) => void;
  close: (path: string) => void;
  changed: () => void;
  heard: (command: string, ...args: unknown[]) => Promise<void>;
  /** How what was done is taken back, by its id. */
  ways: Map<string, () => string>;
}

type Verbs = Pick<
  Backend,
  | 'postOffers'
  | 'renamePlan'
  | 'renamePost'
  | 'duplicatePost'
  | 'movePost'
  | 'deletePost'
  | 'undo'
  | 'showInFolder'
>;

const SITE = 'https://engineering.ferrow.example/';
const slugOf = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
const nameOf = (path: string) => path.replace(/^.*\/|\.md$/g, '');
const folderOf = (path: string) => path.replace(/[^/]*$/, '');

export function verbsOf({
  posts,
  today,
  find,
  save,
  moved,
  close,
  changed,
  heard,
  ways: back,
}: Around): Verbs {
  let count = 0;

  const canUndo = (way: () => string) => {
    const id = `u${++count}`;
    back.set(id, way);
    return id;
  };
  const taken = (path: string) => posts.some((post) => post.path === path);
  const free = (folder: string, name: string, first = 1) => {
    for (let number = first; ; number++) {
      const path = `${folder}${name}${number === 1 ? '' : `-${number}`}.md`;
      if (!taken(path)) return path;
    }
  };
  const put = (post: MemoryPost, path: string, head: string) => {
    const old = { path: post.path, head: post.head };
    Object.assign(post, { path, head });
    moved(post);
    changed();
    return () => {
      Object.assign(post, old);
      moved(post);
      return old.path;
    };
  };
  const isPublic = (post: MemoryPost) =>
    post.published !== null && summary(post, today).visibility === 'public';
  const planOf = (post: MemoryPost, name: string): RenamePlan => {
    const now = nameOf(post.path);
    const path = name === now ? post.path : free(folderOf(post.path), name);
    const [address, oldAddress] = [`${SITE}${nameOf(path)}/`, `${SITE}${now}/`];
    const changes = path !== post.path;
    return {
      name: nameOf(path),
      path,
      changes,
      address,
      oldAddress,
      breaks: changes && isPublic(post),
      canLead: changes && isPublic(post),
    };
  };

  return {
    async postOffers(path) {
      await heard('postOffers', path);
      const post = find(path);
      const collections = [...new Set(posts.map((one) => collectionOf(one.path)))];
      return {
        path,
        file: `/home/ines/Work/engineering-blog/${path}`,
        address: `${SITE}${nameOf(path)}/`,
        public: isPublic(post),
        movable: true,
        collections: collections.filter((name) => name !== collectionOf(path)),
      };
    },
    async renamePlan(path, name) {
      await heard('renamePlan', path, name);
      return planOf(find(path), name === undefined ? nameOf(path) : slugOf(name));
    },
    async renamePost(path, name, lead) {
      await heard('renamePost', path, name, lead);
      save(path);
      const post = find(path);
      const plan = planOf(post, slugOf(name));
      const alias = lead && plan.canLead ? `aliases: [/${nameOf(path)}/]\n` : '';
      const head = post.head.replace(/^slug: .*$/m, `slug: ${plan.name}`).replace(/---\n$/, `${alias}---\n`);
      const undo = canUndo(put(post, plan.path, head));
      return { path: plan.path, undo };
    },
    async duplicatePost(path) {
      await heard('duplicatePost', path);
      save(path);
      const post = find(path);
      const copy = free(folderOf(path), nameOf(path).replace(/-\d+$/, ''), 2);
      const { title } = readHead(post.head, today).fields;
      const head = post.head
        .replace(/^title: .*$/m, `title: ${JSON.stringify(`${title ?? ''} (2)`)}`)
        .replace(/^slug: .*$/m, `slug: ${nameOf(copy)}`)
        .replace(/^date: .*$/m, `date: ${today}`)
        .replace(/^draft: .*\n/m, '')
        .replace(/---\n$/, 'draft: true\n---\n');
      posts.push({ path: copy, head, body: post.body, published: null });
      changed();
      return { path: copy };
    },
    async movePost(path, collection) {
      await heard('movePost', path, collection);
      save(path);
      const post = find(path);
      const to = free(`${collection}/`, nameOf(path));
      return { path: to, undo: canUndo(put(post, to, post.head)) };
    },
    async deletePost(path) {
      await heard('deletePost', path);
      save(path);
      const post = find(path);
      const at = posts.indexOf(post);
      posts.splice(at, 1);
      close(path);
      changed();
      const undo = canUndo(() => {
        if (taken(path)) throw refuse('post.exists', `There is already a file ${path}.`);
        posts.splice(at, 0, post);
        return path;
      });
      return { path, undo };
    },
    async undo(id) {
      await heard('undo', id);
      const way = back.get(id);
      if (!way) throw refuse('undo.gone', 'This cannot be taken back any more.');
      const path = way();
      back.delete(id);
      changed();
      return { path };
    },
    async showInFolder(path) {
      await heard('showInFolder', path);
      find(path);
    },
  };
}
