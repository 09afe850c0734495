/** The server of the in-memory library: publishing to it, taking that back, and getting what others sent. */
import type { Backend } from '../backend';
import type { Branch, Identity, RepositoryView, Review, ServerCheck, SyncResult } from '../types';
import type { MemoryPost } from './ferrow';
import { planOf, stepsOf } from './plan';
import { summary } from './rows';
import { refuse } from './views';

interface Around {
  posts: MemoryPost[];
  today: string;
  at: string;
  identity: () => Identity | null;
  find: (path: string) => MemoryPost;
  heard: (command: string, ...args: unknown[]) => Promise<void>;
  changed: () => void;
  /** A post has another text, and is shown so where it is open. */
  moved: (post: MemoryPost) => void;
  /** Another text came into the file of a post. */
  outside: (path: string, body: string) => void;
}

type Verbs = Pick<
  Backend,
  | 'publishPlan'
  | 'publish'
  | 'sendForReview'
  | 'unpublish'
  | 'cancelPublish'
  | 'undoPublish'
  | 'sync'
  | 'cancelSync'
  | 'branches'
  | 'switchBranch'
  | 'removeLock'
  | 'trustRepository'
>;

/** Plays the rest of the world. */
export interface ServerPlayer {
  /** Another writer publishes this body of a post. */
  theySend: (path: string, body: string) => void;
  /** The server is asked unasked, and answers or not. */
  look: (answer: ServerCheck['answer']) => void;
  /** What waits for review is merged. */
  theyMerge: () => void;
}

export interface Server {
  verbs: Verbs & ServerPlayer;
  /** What the repository knows of it. */
  known: () => Pick<RepositoryView, 'behind' | 'branch' | 'checked'>;
  reviews: () => Review[];
}

const SERVER = 'git.ferrow.example';
const COMMIT = '4f2a91c';
const HIDDEN = '77aa01f';

export function serverOf(around: Around): Server {
  const { posts, today, at, identity, find, heard, changed, moved, outside } = around;
  let waiting: [string, string][] = [];
  let seen = 0;
  let checked: ServerCheck = { at, answer: 'reached' };
  let reviews: Review[] = [];
  let branches: Branch[] = [
    {
      name: 'main',
      current: true,
      here: true,
      upstream: 'origin/main',
      ahead: 0,
      behind: 0,
      date: '2026-06-04',
    },
    { name: 'autumn', current: false, here: false, upstream: 'origin/autumn', date: '2026-05-12' },
  ];
  const present = () => branches.find(({ current }) => current)?.name ?? 'main';
  let cancelled = false;
  let stopped = false;
  const undos = new Map<string, [MemoryPost, string | null][]>();
  const answer = (answer: ServerCheck['answer']) => {
    checked = { at, answer, ...(answer !== 'reached' && { why: `${SERVER} cannot be reached.` }) };
    if (answer === 'reached') seen = waiting.length;
    changed();
  };

  const verbs: Server['verbs'] = {
    theySend: (path, body) => void waiting.push([path, body]),
    look: answer,
    theyMerge: () => {
      reviews = reviews.map((review) => ({
        ...review,
        state: 'merged',
        message: `“${review.posts.join('”, “')}”: reviewed, and now in ${review.into}.`,
      }));
    },
    async publishPlan(paths) {
      await heard('publishPlan', paths);
      return { ...planOf(posts, paths, today, identity()), branch: present() };
    },
    async publish(order, onStep) {
      stopped = false;
      await stepsOf(
        onStep,
        (step) => heard('publish', step, order),
        () => stopped,
      );
      const gone = order.paths.map(find);
      undos.set(
        COMMIT,
        gone.map((post) => [post, post.published]),
      );
      for (const post of gone) {
        if (!order.asDraft) post.head = post.head.replace(/^draft: true\n/m, '');
        post.published = post.head + post.body;
        moved(post);
      }
      changed();
      return {
        at: '10:44',
        branch: 'main',
        server: SERVER,
        commit: COMMIT,
        posts: gone.map((post) => summary(post, today).title),
        pictures: 0,
        earlier: 0,
        url: `engineering.ferrow.example/${order.paths[0]?.replace(/^posts\/|\.md$/g, '')}`,
      };
    },
    async sendForReview(order, onStep) {
      stopped = false;
      await stepsOf(
        (step) => step.step !== 'confirm' && onStep(step),
        (step) => heard('sendForReview', step, order),
        () => stopped,
      );
      const titles = order.paths.map((path) => summary(find(path), today).title);
      const branch = `review-${order.paths[0]?.replace(/^posts\/|\.md$/g, '') ?? ''}`;
      const link = `https://${SERVER}/teams/blog/compare/main...${branch}`;
      const updated = reviews.some((review) => review.branch === branch);
      const message = `“${titles.join('”, “')}”: waiting for review on the branch ${branch}.`;
      const review: Review = {
        branch,
        into: 'main',
        paths: order.paths,
        posts: titles,
        commit: COMMIT,
        state: 'waiting',
        message,
        link,
      };
      reviews = [...reviews.filter((review) => review.branch !== branch), review];
      changed();
      return { at, branch, into: 'main', server: SERVER, commit: COMMIT, posts: titles, updated, link };
    },
    async branches() {
      await heard('branches');
      return branches;
    },
    async switchBranch(name, create) {
      await heard('switchBranch', name, create);
      const from = present();
      if (create && branches.some((branch) => branch.name === name))
        throw refuse('branch.exists', `There is a branch ${name} already.`);
      if (create) branches = [...branches, { name, current: true, here: true }];
      branches = branches
        .map((branch) => ({
          ...branch,
          current: branch.name === name,
          here: branch.here || branch.name === name,
        }))
        .toSorted((a, b) => Number(b.current) - Number(a.current));
      changed();
      return { branch: name, from, changed: [], kept: 0 };
    },
    async removeLock() {
      await heard('removeLock');
      return true;
    },
    async trustRepository() {
      await heard('trustRepository');
    },
    async unpublish(path, onStep) {
      stopped = false;
      await stepsOf(
        onStep,
        (step) => heard('unpublish', step, path),
        () => stopped,
      );
      const post = find(path);
      undos.set(HIDDEN, [[post, post.published]]);
      post.head = post.head.replace(/---\n$/, 'draft: true\n---\n');
      post.published = post.head + post.body;
      moved(post);
      changed();
      return {
        at: '10:45',
        branch: 'main',
        server: SERVER,
        commit: HIDDEN,
        posts: [summary(post, today).title],
        pictures: 0,
        earlier: 0,
      };
    },
    async cancelPublish() {
      stopped = true;
      await heard('cancelPublish');
    },
    async sync(onStep) {
      cancelled = false;
      onStep({ stage: 'Reaching the server.' });
      await heard('sync');
      if (cancelled) throw refuse('cancelled', 'Stopped. Nothing was changed.');
      const came = waiting;
      waiting = [];
      const titles: string[] = [];
      const fitted: string[] = [];
      const twoVersions: SyncResult['twoVersions'] = [];
      for (const [path, body] of came) {
        const post = posts.find((one) => one.path === path);
        if (!post) {
          posts.push({ path, head: '---\ntitle: New\n---\n', body, published: null });
          titles.push('New');
          continue;
        }
        const { title } = summary(post, today);
        if (post.published !== null && post.published !== post.head + post.body) {
          twoVersions.push({ path, title, goneHere: false, goneThere: false });
          continue;
        }
        outside(path, body);
        post.published = post.head + body;
        titles.push(title);
      }
      const ended = reviews.filter(({ state }) => state !== 'waiting');
      reviews = reviews.filter(({ state }) => state === 'waiting');
      answer('reached');
      return {
        at,
        branch: present(),
        server: SERVER,
        got: came.length,
        ahead: 0,
        sent: 0,
        changed: came.map(([path]) => path).filter((path) => twoVersions.every((two) => two.path !== path)),
        posts: titles,
        fitted,
        twoVersions,
        ended,
      };
    },
    async cancelSync() {
      cancelled = true;
      await heard('cancelSync');
    },
    async undoPublish(version) {
      await heard('undoPublish', version);
      const before = undos.get(version);
      if (!before) throw refuse('undo.not-there', `${version} is no version that was published here.`);
      undos.delete(version);
      for (const [post, published] of before) post.published = published;
      changed();
      const titles = before.map(([post]) => summary(post, today).title);
      return {
        at: '10:46',
        branch: 'main',
        server: SERVER,
        commit: '9b1c0de',
        posts: titles,
        pictures: 0,
        earlier: 0,
      };
    },
  };
  return { verbs, known: () => ({ behind: seen, branch: present(), checked }), reviews: () => reviews };
}
