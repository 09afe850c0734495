/** What is written into an open post of the in-memory library: its text, its head, and both into the file. */
import type { Backend } from '../backend';
import { fnv1a } from '../hash';
import type { PostView, SaveView } from '../types';
import type { MemoryPost } from './ferrow';
import { editForm, headForm, isOfForm } from './form';
import { editHead, readHead } from './head';
import { postView } from './views';

/** An open post. */
export interface Open {
  id: string;
  post: MemoryPost;
  seq: number;
  /** What the file has; `post` has what the editor has. */
  file: { head: string; body: string };
  save: SaveView;
}

interface Around {
  today: string;
  heard: (command: string, ...args: unknown[]) => Promise<void>;
  session: (id: string) => Open;
  unsaved: (on: Open) => void;
  write: (on: Open) => SaveView;
}

type Verbs = Pick<
  Backend,
  'editBody' | 'replaceBody' | 'editField' | 'editHead' | 'checkPost' | 'headForm' | 'savePost'
>;

export const viewOf = (on: Open, today: string): PostView => ({
  ...postView(on.post, today),
  post: on.id,
  seq: on.seq,
  save: on.save,
});

const ack = (on: Open, accepted: boolean) => ({
  seq: on.seq,
  length: on.post.body.length,
  hash: fnv1a([on.post.body]),
  accepted,
});

export function editingOf({ today, heard, session, unsaved, write }: Around): Verbs {
  return {
    async editBody(post, seq, changes) {
      await heard('editBody', post, seq, changes);
      const on = session(post);
      const fits = changes.every(({ from, to }) => from <= to && to <= on.post.body.length);
      if (seq !== on.seq + 1 || !fits) return ack(on, false);
      let body = on.post.body;
      for (const { from, to, insert } of [...changes].reverse())
        body = body.slice(0, from) + insert + body.slice(to);
      on.post.body = body;
      on.seq = seq;
      unsaved(on);
      return ack(on, true);
    },
    async replaceBody(post, seq, text) {
      await heard('replaceBody', post, seq, text);
      const on = session(post);
      on.post.body = text;
      on.seq = seq;
      unsaved(on);
      return ack(on, true);
    },
    async editField(post, edit) {
      await heard('editField', post, edit);
      const on = session(post);
      on.post.head = isOfForm(edit) ? editForm(on.post.head, edit) : editHead(on.post.head, edit);
      unsaved(on);
      return readHead(on.post.head, today);
    },
    async editHead(post, text) {
      await heard('editHead', post, text);
      const on = session(post);
      on.post.head = text;
      unsaved(on);
      return readHead(text, today);
    },
    async checkPost(post) {
      await heard('checkPost', post);
      const { problems, bodyLine } = postView(session(post).post, today);
      return { problems, bodyLine };
    },
    async headForm(post, opened) {
      await heard('headForm', post, opened);
      const on = session(post);
      return headForm(on.post, on.file.head, opened);
    },
    async savePost(post) {
      await heard('savePost', post);
      return write(session(post));
    },
  };
}
