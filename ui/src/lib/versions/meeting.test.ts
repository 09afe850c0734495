import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { tick } from 'svelte';
import { expect, test, vi } from 'vitest';

import { memory } from '$backend/memory';
import type { MemoryPost } from '$backend/memory/ferrow';

import App from '../shell/App.svelte';
import { Meet } from './meeting.svelte';

const PATH = 'posts/a.md';
const BASE = 'One.\n\nTwo.\n\nThree.\n\nFour.\n';
const MINE = 'One.\n\nTwo, mine.\n\nThree.\n\nFour, mine.\n';
const THEIRS = 'One.\n\nTwo, theirs.\n\nThree.\n';

const posts = (): MemoryPost[] => {
  const head = '---\ntitle: Parcels\ndate: 2026-06-04\n---\n';
  return [{ path: PATH, head, body: BASE, published: head + BASE }];
};

/** A library with a post whose file was changed by another program while it was written in. */
async function twoVersions() {
  const backend = memory({ posts: posts() });
  const { post, seq } = await backend.openPost(PATH);
  await backend.replaceBody(post, seq + 1, MINE);
  backend.outside(PATH, THEIRS);
  return backend;
}

async function meeting() {
  const backend = await twoVersions();
  const meet = new Meet(backend, PATH);
  await meet.look();
  return { backend, meet };
}

test('what fits is counted, and what does not is to be decided', async () => {
  const { meet } = await meeting();
  expect(meet.view?.parts.map(({ fitting }) => fitting)).toEqual([1, 0, 1, 0]);
  expect(meet.decisions.map(({ parted }) => parted)).toEqual(['changed', 'removedThere']);
  expect(meet.left).toBe(2);
});

test('each choice goes on to the next open place, and is taken back one by one', async () => {
  const { meet } = await meeting();
  meet.choose(0, 'both');
  expect([meet.at, meet.left]).toEqual([1, 1]);
  meet.choose(1, 'theirs');
  expect(meet.left).toBe(0);
  meet.undo();
  expect([meet.at, meet.left]).toEqual([1, 1]);
  meet.undo();
  expect([meet.at, meet.left]).toEqual([0, 2]);
  meet.undo();
  expect(meet.left).toBe(2);
});

test('nothing is written before all is decided, and then what was chosen', async () => {
  const { backend, meet } = await meeting();
  meet.choose(0, 'edited', 'Two, together.');
  expect(await meet.settle()).toBeNull();
  meet.choose(1, 'mine');
  const settled = await meet.settle();
  expect(settled?.path).toBe(PATH);
  expect(backend.files[0]?.body).toBe('One.\n\nTwo, together.\n\nThree.\n\nFour, mine.\n');
});

test('versions that changed while one decided are shown again, and nothing is written', async () => {
  const { backend, meet } = await meeting();
  meet.choose(0, 'mine');
  meet.choose(1, 'mine');
  backend.outside(PATH, 'One.\n\nTwo, once more.\n\nThree.\n');
  expect(await meet.settle()).toBeNull();
  expect(meet.failure?.code).toBe('meeting.changed');
  expect(meet.left).toBe(2);
  expect(meet.decisions[0]?.theirsText).toBe('Two, once more.');
});

test('what was put off is still decided when the same two are looked at again', async () => {
  const { meet } = await meeting();
  meet.choose(0, 'theirs');
  await meet.look();
  expect(meet.left).toBe(1);
});

test('what is being written for a place stays when the same two are looked at again', async () => {
  const { backend, user } = await opened();
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Keep yours'));
  await user.keyboard('4');
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Your text for this place/ });
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.type(field, ' And more.');
  // Put off in the middle of it, and taken up again.
  await user.click(screen.getByRole('button', { name: 'Decide later' }));
  const looked = vi.spyOn(backend, 'meeting');
  await user.click(await screen.findByRole('button', { name: 'See both' }));
  await waitFor(() => expect(looked).toHaveBeenCalled());
  await looked.mock.results[0]?.value;
  await tick();
  const again = screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Your text for this place/ });
  expect(again.value).toBe('Two, mine. And more.');
  await waitFor(() => expect(document.activeElement).toBe(again));
});

/** jsdom keeps what is inert as a plain property. */
const inert = (part: Element | null): boolean =>
  part !== null && ((part as HTMLElement).inert || inert(part.parentElement));

test('the desk below two versions takes no keys until they are put off', async () => {
  const { user } = await opened();
  const meeting = screen.getByTestId('meeting');
  const desk = screen.getByTestId('desk');
  const reached = () =>
    [
      ...desk.querySelectorAll('button, input, textarea, iframe, [tabindex="0"], [contenteditable=true]'),
    ].filter((part) => !meeting.contains(part) && !inert(part));
  expect(reached()).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Decide later' }));
  await waitFor(() => expect(reached().length).toBeGreaterThan(5));
  await waitFor(() =>
    expect(document.activeElement).toBe(
      screen.getByTestId('manuscript').querySelector('.cm-content') ?? screen.getByTestId('manuscript'),
    ),
  );
});

async function opened() {
  const backend = memory({ posts: posts() });
  render(App, { backend, app: await backend.app() });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  await user.click(await screen.findByText('Parcels'));
  const manuscript = await screen.findByTestId('manuscript');
  const view = (await import('@codemirror/view')).EditorView.findFromDOM(manuscript);
  view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: MINE } });
  await waitFor(() => expect(backend.files[0]?.body).toBe(MINE));
  backend.outside(PATH, THEIRS);
  await user.click(
    within(await screen.findByTestId('banner-two-versions')).getByRole('button', { name: 'See both' }),
  );
  await screen.findByText('Two, theirs.');
  return { backend, user };
}

test('by keys alone: choose, edit, use; the toast takes it back', async () => {
  const { backend, user } = await opened();
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Keep yours'));
  await user.keyboard('2');
  await waitFor(() => expect(screen.getByText('1 left to decide')).toBeTruthy());
  await user.keyboard('4');
  const field = await screen.findByRole('textbox', { name: /Your text for this place/ });
  await waitFor(() => expect(document.activeElement).toBe(field));
  // Digits are text there.
  await user.type(field, ' 1');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Use this text'));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(screen.queryByTestId('meeting')).toBeNull());
  expect(backend.files[0]?.body).toBe('One.\n\nTwo, theirs.\n\nThree.\n\nFour, mine. 1\n');
  expect(screen.queryByTestId('banner-two-versions')).toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await screen.findByTestId('banner-two-versions');
  expect(backend.files[0]?.body).toBe(MINE);
});

test('decide later keeps both, and what was decided; axe minds nothing', async () => {
  const { backend, user } = await opened();
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Keep yours'));
  await user.keyboard('1{Escape}');
  await waitFor(() => expect(screen.queryByTestId('meeting')).toBeNull());
  expect(backend.files[0]?.body).toBe(MINE);
  await user.click(screen.getByRole('button', { name: 'See both' }));
  await screen.findByText('1 left to decide');
  const found = await axe.run(screen.getByTestId('meeting'), {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(found.violations.map(({ id }) => id)).toEqual([]);
});
