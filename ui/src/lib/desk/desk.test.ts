import { history } from '@codemirror/commands';
import { expect, test } from 'vitest';

import { memory } from '$backend/memory';
import type { MemoryPost } from '$backend/memory/ferrow';

import { Desk } from './desk.svelte';

function posts(count: number): MemoryPost[] {
  return Array.from({ length: count }, (_, at) => ({
    path: `posts/${at}.md`,
    head: `---\ntitle: Post ${at}\n---\n`,
    body: `own${at};`,
    published: null,
  }));
}

/** Answers that come in any order: each waits for a random number of turns. */
function jittered(seed: number) {
  let state = seed;
  const random = (below: number) => ((state = (state * 1103515245 + 12345) & 0x7fffffff) >>> 8) % below;
  const before = async () => {
    for (let turns = random(6); turns > 0; turns--) await Promise.resolve();
  };
  return { random, before };
}

test('1,000 random switches: no text of one post ends in another', async () => {
  const { random, before } = jittered(7);
  const backend = memory({ posts: posts(12), before });
  const desk = new Desk(backend, () => history());
  const typed = new Map<string, number>();
  for (let turn = 0; turn < 1000; turn++) {
    const opening = desk.open(`posts/${random(12)}.md`);
    // Typing goes on in whatever stands on the desk, while the next post is being opened.
    for (let key = random(4); key > 0; key--) {
      const session = desk.session;
      if (!session) break;
      const own = session.path.replace(/\D/g, '');
      session.view.dispatch({ changes: { from: session.view.state.doc.length, insert: `own${own};` } });
      typed.set(session.path, (typed.get(session.path) ?? 0) + 1);
      if (random(3) === 0) await Promise.resolve();
    }
    if (random(5) === 0 && desk.session)
      void desk.session.edit({ field: 'title', value: `Post ${desk.session.path.replace(/\D/g, '')}` });
    if (random(3) > 0) await opening;
  }
  await desk.close();
  expect([...typed.values()].reduce((all, count) => all + count, 0)).toBeGreaterThan(500);
  for (const post of backend.files) {
    const own = post.path.replace(/\D/g, '');
    expect(post.body).toBe(`own${own};`.repeat(1 + (typed.get(post.path) ?? 0)));
    expect(post.head).toContain(`title: Post ${own}\n`);
  }
});

test('the last wish wins, and what was opened in vain is closed', async () => {
  const opened: string[] = [];
  const closed: string[] = [];
  const backend = memory({
    posts: posts(4),
    before: (command, what) => {
      if (command === 'openPost') opened.push(String(what));
      if (command === 'closePost') closed.push(String(what));
    },
  });
  const desk = new Desk(backend);
  const all = [desk.open('posts/0.md'), desk.open('posts/1.md'), desk.open('posts/2.md')];
  expect(await Promise.all(all)).toEqual([false, false, true]);
  expect(desk.session?.path).toBe('posts/2.md');
  expect(opened).toEqual(['posts/2.md']);
  await desk.open('posts/3.md');
  expect(closed).toHaveLength(1);
});

test('events of another post do not touch the one on the desk', async () => {
  const backend = memory({ posts: posts(3) });
  const desk = new Desk(backend);
  const other = await backend.openPost('posts/0.md');
  await desk.open('posts/1.md');
  desk.heard({ event: 'postChanged', post: { ...other, body: 'foreign', seq: 5 } });
  desk.heard({ event: 'saveChanged', post: other.post, save: { state: 'failed' } });
  expect(desk.session?.view.state.doc.toString()).toBe('own1;');
  expect(desk.session?.save.state).toBe('saved');
});

test('a post that cannot be opened is said, and the old one stays', async () => {
  const backend = memory({ posts: posts(2) });
  const desk = new Desk(backend);
  await desk.open('posts/0.md');
  expect(await desk.open('posts/none.md')).toBe(false);
  expect(desk.failure?.code).toBe('post.gone');
  expect(desk.session?.path).toBe('posts/0.md');
});

/** As the app's own errors come. */
class Refused extends Error {
  readonly code = 'repository.failed';
  override message = 'The library did not answer.';
}
const lost = { message: 'The library did not answer.' };

test('a post whose text cannot be handed over stays on the desk when it is closed', async () => {
  let answers = true;
  const backend = memory({
    posts: posts(2),
    before: (command) => {
      if (!answers && ['editBody', 'replaceBody'].includes(command)) throw new Refused();
    },
  });
  const desk = new Desk(backend);
  await desk.open('posts/0.md');
  const session = desk.session;
  answers = false;
  session?.view.dispatch({ changes: { from: 0, insert: 'Mine. ' } });
  await expect(desk.close()).rejects.toMatchObject(lost);
  expect(desk.session).toBe(session);
  expect(session?.view.state.doc.toString()).toBe('Mine. own0;');
  answers = true;
  await desk.close();
  expect(desk.session).toBe(null);
  expect(backend.files[0]?.body).toBe('Mine. own0;');
});

test('what is typed in the last moment of a switch is kept when it cannot be handed over', async () => {
  let answers = true;
  const backend = memory({
    posts: posts(2),
    before: (command, id) => {
      if (!answers && ['editBody', 'replaceBody'].includes(command) && id === 's1') throw new Refused();
    },
  });
  const desk = new Desk(backend);
  await desk.open('posts/0.md');
  const first = desk.session;
  // A field holds an edit back, and gives it away as late as can be: after the other post is on the desk.
  let held = true;
  first?.holds(() => {
    if (desk.session === first || !held) return undefined;
    answers = held = false;
    first.view.dispatch({ changes: { from: 0, insert: 'Late. ' } });
    return undefined;
  });
  await desk.open('posts/1.md');
  expect(desk.session?.path).toBe('posts/1.md');
  expect(desk.failure).toMatchObject(lost);
  // It goes when it can, and comes back as it was left.
  answers = true;
  await desk.open('posts/0.md');
  expect(desk.session).toBe(first);
  await desk.close();
  expect(backend.files[0]?.body).toBe('Late. own0;');
});
