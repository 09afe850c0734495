/** The fields of several posts of the in-memory library at once, and the way back. */
import type { Backend } from '../backend';
import type { FieldEdit, PostsOrder, TagRefusal } from '../types';
import { headChanges } from './compare';
import type { MemoryPost } from './ferrow';
import { editForm, isOfForm } from './form';
import { editHead, read } from './head';
import { refuse } from './views';

interface Written {
  /** What is open is saved, and told of its other head. */
  save: (path: string) => void;
  moved: (post: MemoryPost) => void;
  changed: () => void;
}

interface Around extends Written {
  posts: MemoryPost[];
  heard: (command: string, ...args: unknown[]) => Promise<void>;
  ways: Map<string, () => string>;
}

interface Head {
  post: MemoryPost;
  head: string;
}

/** Gives posts other heads. What it gives back takes that back, and tells the first path. */
export function putHeads(heads: readonly Head[], { save, moved, changed }: Written): () => string {
  const old = heads.map(({ post }) => ({ post, head: post.head }));
  const put = (all: readonly Head[]) => {
    for (const { post, head } of all) {
      save(post.path);
      post.head = head;
      moved(post);
    }
  };
  put(heads);
  changed();
  return () => {
    put(old);
    return old[0]?.post.path ?? '';
  };
}

/** A tag that is there stays where it stands, and one that is not there leaves no line behind. */
function edited(head: string, edit: FieldEdit): string {
  const { tags } = read(head).fields;
  if (edit.field === 'addTag' && tags.includes(edit.value)) return head;
  if (edit.field === 'removeTag' && !tags.includes(edit.value)) return head;
  return isOfForm(edit) ? editForm(head, edit) : editHead(head, edit);
}

export function manyOf(around: Around): Pick<Backend, 'postsPlan' | 'changePosts'> {
  const { posts, heard, ways } = around;
  let count = 0;

  const changes = ({ paths, edits }: PostsOrder) => {
    const heads: Head[] = [];
    const refused: TagRefusal[] = [];
    for (const path of paths) {
      const post = posts.find((one) => one.path === path);
      if (!post) refused.push({ path, title: path, message: `There is no file ${path} any more.` });
      else if (!read(post.head).readable)
        refused.push({ path, title: titleOf(post), message: 'The fields at the top could not be read.' });
      else {
        const head = edits.reduce(edited, post.head);
        if (head !== post.head) heads.push({ post, head });
      }
    }
    return { heads, refused };
  };

  return {
    async postsPlan(order) {
      await heard('postsPlan', order);
      const { heads, refused } = changes(order);
      const planned = heads.map(({ post, head }) => ({
        path: post.path,
        title: titleOf(post),
        ...headChanges(post.head, head),
      }));
      return { posts: planned, refused };
    },
    async changePosts(order) {
      await heard('changePosts', order);
      const { heads } = changes(order);
      if (heads.length === 0) throw refuse('posts.nothing', 'No post was chosen. Nothing was changed.');
      const undo = `m${++count}`;
      ways.set(undo, putHeads(heads, around));
      return { paths: heads.map(({ post }) => post.path), undo };
    },
  };
}

const titleOf = ({ head, path }: MemoryPost) => read(head).fields.title ?? path;
