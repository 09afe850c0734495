import { expect, test } from 'vitest';

import { memory, type MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import type { PlanItem, PublishOrder } from '$backend/types';

import { Publishing, TOO_SOON } from './publishing.svelte';

const ABSENCE = 'posts/a-cache-that-remembers-absence.md';
const RETRIES = 'posts/our-retries-were-the-outage.md';
const settle = () => new Promise((go) => setTimeout(go, 0));

async function shown(options: MemoryOptions = {}, paths = [ABSENCE]) {
  const orders: PublishOrder[] = [];
  const backend = memory({
    posts: ferrow(10),
    ...options,
    before: async (command, step, order) => {
      await options.before?.(command, step, order);
      if (command === 'publish' && step === 'check') orders.push(order as PublishOrder);
    },
  });
  const publishing = new Publishing(backend, async () => {});
  publishing.show(paths, 1000);
  await settle();
  return { backend, publishing, orders };
}

test('the sheet starts with this post ticked and the others not', async () => {
  const { publishing } = await shown();
  expect(publishing.stage).toBe('ready');
  expect(publishing.going.map(({ path }) => path)).toEqual([ABSENCE]);
  expect(publishing.message).toBe('Update “A cache that remembers absence”');
});

test('a press within the first 400 ms is ignored', async () => {
  const { publishing, orders } = await shown();
  await publishing.publish(1000 + TOO_SOON - 1);
  expect(publishing.stage).toBe('ready');
  await publishing.publish(1000 + TOO_SOON);
  expect(publishing.stage).toBe('done');
  expect(orders).toHaveLength(1);
});

test('only what is ticked goes', async () => {
  const { backend, publishing, orders } = await shown();
  await publishing.publish(5000);
  expect(orders[0]?.paths).toEqual([ABSENCE]);
  expect(backend.files.find(({ path }) => path === RETRIES)?.published).toBeNull();
  expect(publishing.steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
  expect(publishing.result?.commit).toBe('4f2a91c');
});

test('ticking another post asks for its plan; an own message stays', async () => {
  const { publishing } = await shown();
  const other = publishing.items.find(({ path }) => path === RETRIES);
  if (other) await publishing.tick(other, true);
  expect(publishing.plan?.changes).toHaveLength(2);
  publishing.message = 'Two at once';
  if (other) await publishing.tick(other, false);
  expect(publishing.plan?.changes).toHaveLength(1);
  expect(publishing.message).toBe('Two at once');
});

test('nothing ticked, or no message, hinders', async () => {
  const { publishing } = await shown();
  publishing.message = '  ';
  expect(publishing.hindrance).toBe('message');
  const item = publishing.items.find(({ path }) => path === ABSENCE);
  if (item) await publishing.tick(item, false);
  expect(publishing.hindrance).toBe('tick');
  await publishing.publish(9000);
  expect(publishing.stage).toBe('ready');
});

test('a missing identity is asked for, and then it goes on', async () => {
  const { publishing, orders } = await shown({ identity: null });
  await publishing.publish(5000);
  expect(publishing.asksIdentity).toBe(true);
  expect(orders).toHaveLength(0);
  await publishing.identify({ name: 'Ines', email: 'ines@ferrow.example' }, 6000);
  expect(publishing.asksIdentity).toBe(false);
  expect(publishing.stage).toBe('done');
});

test('a refusal names its step, says why, and leads back to the list', async () => {
  const { publishing } = await shown({
    before: (command, step) => {
      if (command === 'publish' && step === 'send')
        throw { code: 'remote.moved', message: 'The server has a newer version.' };
    },
  });
  await publishing.publish(5000);
  expect(publishing.stage).toBe('failed');
  expect(publishing.steps.map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'waits']);
  expect(publishing.error?.code).toBe('remote.moved');
  await publishing.again();
  expect(publishing.stage).toBe('ready');
});

test('closing does not stop it, and its end is told', async () => {
  let go = () => {};
  const gate = new Promise<void>((open) => (go = open));
  const { publishing } = await shown({
    before: (command, step) => (command === 'publish' && step === 'send' ? gate : undefined),
  });
  const running = publishing.publish(5000);
  await settle();
  publishing.close();
  expect(publishing.stage).toBe('running');
  go();
  await running;
  expect([publishing.stage, publishing.news]).toEqual(['done', 'published']);
  publishing.show([ABSENCE], 9000);
  expect([publishing.open, publishing.stage, publishing.news]).toEqual([true, 'done', null]);
  publishing.close();
  publishing.show([ABSENCE], 9500);
  expect(publishing.stage).toBe('looking');
});

test('cancel stops it and says so', async () => {
  let go = () => {};
  const gate = new Promise<void>((open) => (go = open));
  const { publishing } = await shown({
    before: (command, step) => (command === 'publish' && step === 'send' ? gate : undefined),
  });
  const running = publishing.publish(5000);
  await settle();
  await publishing.cancel();
  expect(publishing.stopping).toBe(true);
  go();
  await running;
  expect(publishing.error?.code).toBe('cancelled');
});

test('a publish is taken back once, and the text stays', async () => {
  const { backend, publishing } = await shown();
  const file = () => backend.files.find(({ path }) => path === ABSENCE);
  const before = file()?.published;
  await publishing.publish(5000);
  const here = `${file()?.head}${file()?.body}`;
  publishing.close();
  publishing.showLast();
  expect([publishing.open, publishing.stage]).toEqual([true, 'done']);
  await publishing.undo();
  expect([publishing.stage, publishing.last, publishing.undone?.at]).toEqual(['undone', null, '10:46']);
  expect(file()?.published).toBe(before);
  expect(`${file()?.head}${file()?.body}`).toBe(here);
});

test('when it cannot be taken back, that is said and it can be tried again', async () => {
  const { publishing } = await shown({
    before: (command) => {
      if (command === 'undoPublish') throw { code: 'remote.unreachable', message: 'Out of reach.' };
    },
  });
  await publishing.publish(5000);
  await publishing.undo();
  expect([publishing.stage, publishing.error?.code]).toEqual(['done', 'remote.unreachable']);
  expect(publishing.last).not.toBeNull();
});

test('a post is hidden from readers at once, and that can be undone', async () => {
  const { backend, publishing } = await shown();
  await publishing.publish(5000);
  await publishing.unpublish(ABSENCE);
  expect(publishing.stage).toBe('done');
  const published = () => backend.files.find(({ path }) => path === ABSENCE)?.published;
  expect(published()).toContain('draft: true');
  await publishing.undo();
  expect(published()).not.toContain('draft: true');
});

test('a picture of two posts goes with the one that stays ticked', async () => {
  const { backend, publishing } = await shown();
  const [a, b] = [ABSENCE, RETRIES].map((path) => publishing.items.find((item) => item.path === path));
  const picture: PlanItem = {
    path: 'images/shared.png',
    role: 'picture',
    title: 'shared.png',
    kind: 'new',
    becomesPublic: false,
    note: '',
    ticked: true,
    of: ABSENCE,
  };
  const plan = backend.publishPlan.bind(backend);
  // It belongs to the first ticked post that has it.
  backend.publishPlan = async (paths) => {
    const found = await plan(paths);
    const of = [ABSENCE, RETRIES].find((path) => paths.includes(path));
    return { ...found, items: [...found.items, ...(of ? [{ ...picture, of }] : [])] };
  };
  if (!a || !b) throw new Error('both posts are unpublished');
  await publishing.tick(b, true);
  await publishing.tick(a, false);
  expect(publishing.going.map(({ path }) => path).toSorted()).toEqual(['images/shared.png', RETRIES]);
});

test('a plan that is on its way hinders publishing', async () => {
  let holds = false;
  let held: (() => void) | undefined;
  const { publishing, orders } = await shown({
    before: (command) =>
      command === 'publishPlan' && held === undefined && holds
        ? new Promise<void>((go) => (held = go))
        : undefined,
  });
  holds = true;
  const other = publishing.items.find(({ path }) => path === RETRIES);
  if (!other) throw new Error('it is unpublished');
  const ticked = publishing.tick(other, true);
  await settle();
  await publishing.publish(5000);
  expect(orders, 'nothing goes that the sheet does not show').toHaveLength(0);
  held?.();
  await ticked;
  await publishing.publish(9000);
  expect(orders[0]?.paths).toHaveLength(2);
});

test('a version of a history is taken back in the sheet; what failed can be tried again', async () => {
  let away = true;
  const { publishing } = await shown({
    before: (command) => {
      if (command === 'undoPublish' && away) throw { code: 'remote.unreachable', message: 'Nobody there.' };
    },
  });
  await publishing.publish(5000);
  const version = publishing.last?.commit ?? '';
  publishing.close();
  await publishing.undoVersion(version);
  expect([publishing.open, publishing.stage, publishing.error?.code]).toEqual([
    true,
    'failed',
    'remote.unreachable',
  ]);
  expect(publishing.offersReview).toBe(false);
  // A branch that takes nothing without a review is no reason to send the sheet's posts there.
  publishing.error = { code: 'remote.protected', message: 'Only after a review.' };
  expect(publishing.offersReview).toBe(false);
  away = false;
  await publishing.again();
  expect(publishing.stage).toBe('undone');
  expect(publishing.last, 'what is taken back is not offered again').toBeNull();
});

test('opened to take the publish back, the sheet has that for its first button until it is closed', async () => {
  const { publishing } = await shown();
  await publishing.publish(5000);
  expect(publishing.asksUndo).toBe(false);
  publishing.close();
  publishing.showLast();
  expect(publishing.asksUndo).toBe(true);
  publishing.close();
  expect(publishing.asksUndo).toBe(false);
});
