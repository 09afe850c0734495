import { screen, within } from '@testing-library/svelte';
import type userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import { memory, type MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import { refuse } from '$backend/memory/views';

import { opened } from '../../test-app';
import { Publishing } from '../publish/publishing.svelte';

const ABSENCE = 'posts/a-cache-that-remembers-absence.md';
const settle = () => new Promise((go) => setTimeout(go, 0));

async function panel(user: ReturnType<typeof userEvent.setup>, branch = 'main') {
  await user.click(screen.getByRole('button', { name: `${branch} branch` }));
  return within(await screen.findByTestId('repository-panel'));
}

async function sheet(options: MemoryOptions = {}) {
  const backend = memory({ posts: ferrow(10), ...options });
  const publishing = new Publishing(backend, async () => {});
  publishing.show([ABSENCE], 1000);
  await settle();
  return { backend, publishing };
}

test('a post is sent for review, stays unpublished, and is told of until it is merged', async () => {
  const { backend, user } = await opened();
  await backend.sendForReview(
    { paths: [ABSENCE], message: 'For you', withEarlier: false, asDraft: false },
    () => {},
  );
  const row = (await screen.findAllByTestId('post-row')).find(({ dataset }) => dataset.path === ABSENCE);
  expect(await within(row as HTMLElement).findByText('in review')).toBeTruthy();
  let shown = await panel(user);
  expect(shown.getByText(/waiting for review on the branch review-a-cache/)).toBeTruthy();
  expect(shown.getByRole('button', { name: /Open the review of/ })).toBeTruthy();
  await user.keyboard('{Escape}');
  backend.theyMerge();
  await user.click(screen.getByTestId('get-changes'));
  const got = within(await screen.findByTestId('sync-panel'));
  expect(await got.findByText(/reviewed, and now in main/)).toBeTruthy();
  await user.keyboard('{Escape}');
  shown = await panel(user);
  expect(shown.queryByTestId('reviews')).toBeNull();
});

test('what a protected branch refused goes for review with the same posts and message', async () => {
  const sent: unknown[] = [];
  const { publishing } = await sheet({
    before: (command, step, order) => {
      if (command === 'publish' && step === 'send') throw refuse('remote.protected', 'Only after a review.');
      if (command === 'sendForReview' && step === 'check') sent.push(order);
    },
  });
  publishing.message = 'Absence';
  await publishing.publish(5000);
  expect(publishing.stage).toBe('failed');
  expect(publishing.offersReview).toBe(true);
  await publishing.publish(9000, true);
  expect(publishing.stage).toBe('done');
  expect(sent).toEqual([{ paths: [ABSENCE], message: 'Absence', withEarlier: false, asDraft: false }]);
  expect(publishing.reviewed?.branch).toBe('review-a-cache-that-remembers-absence');
  expect(publishing.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'check done',
    'commit done',
    'send done',
  ]);
  expect(publishing.last, 'nothing was published that could be taken back').toBeNull();
});

test('another refusal offers no review; a lock that was left is removed, and the sheet looks again', async () => {
  let locked = true;
  const asked: string[] = [];
  const { publishing } = await sheet({
    before: (command, step) => {
      asked.push(command);
      if (command === 'removeLock') locked = false;
      if (command === 'publish' && step === 'commit' && locked)
        throw refuse('repository.lock-left', 'A program left its lock behind.');
    },
  });
  await publishing.publish(5000);
  expect(publishing.error?.code).toBe('repository.lock-left');
  expect(publishing.offersReview).toBe(false);
  await publishing.remedy();
  expect(asked).toContain('removeLock');
  expect(publishing.stage).toBe('ready');
  await publishing.publish(9000);
  expect(publishing.stage).toBe('done');
});

test('branches are gone to and begun; what is in the way is said', async () => {
  const order: string[] = [];
  const { user } = await opened({
    before: (command, name) => {
      order.push(command);
      if (
        command === 'switchBranch' &&
        name === 'autumn' &&
        order.filter((one) => one === command).length === 1
      )
        throw refuse('branch.in-the-way', '“Absence”: changed here. Nothing was switched.');
    },
  });
  const shown = await panel(user);
  expect(await shown.findByText('You are here')).toBeTruthy();
  await user.click(await shown.findByRole('button', { name: 'Switch to autumn' }));
  expect(await shown.findByText(/Nothing was switched/)).toBeTruthy();
  await user.click(shown.getByRole('button', { name: 'Switch to autumn' }));
  expect(await shown.findByText(/You are on the branch autumn\./)).toBeTruthy();
  expect(await screen.findByRole('button', { name: 'autumn branch' })).toBeTruthy();
  await user.click(shown.getByRole('button', { name: 'New branch…' }));
  await user.type(shown.getByRole('textbox', { name: 'Name of the new branch' }), 'winter{Enter}');
  expect(await shown.findByText(/You are on the branch winter\./)).toBeTruthy();
  expect(shown.getByRole('button', { name: 'Switch to main' })).toBeTruthy();
  // Publishing there is not what readers see.
  await user.keyboard('{Escape}');
  await user.click(await screen.findByText('A cache that remembers absence'));
  await user.click(screen.getByRole('button', { name: /Publish…/ }));
  const sheet = within(await screen.findByTestId('publish-sheet'));
  expect(await sheet.findByText(/Readers see the branch main as a rule/)).toBeTruthy();
});

test('what is published to a copy of the blog goes by review alone', async () => {
  const backend = memory({ posts: ferrow(10) });
  const plan = backend.publishPlan.bind(backend);
  const blocked = refuse('remote.fork', 'What is published here goes to a copy of the blog.');
  backend.publishPlan = async (paths) => ({ ...(await plan(paths)), blocked });
  const publishing = new Publishing(backend, async () => {});
  publishing.show([ABSENCE], 1000);
  await settle();
  expect(publishing.hindrance).toBe('blocked');
  await publishing.publish(5000);
  expect(publishing.stage).toBe('ready');
  expect(publishing.reviewHindrance).toBeNull();
  await publishing.publish(5000, true);
  expect(publishing.reviewed?.into).toBe('main');
});
