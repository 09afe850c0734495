import { screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { afterEach, expect, test, vi } from 'vitest';

import { ferrow } from '$backend/memory/ferrow';

import { opened } from '../../test-app';

const HEAD = `---
title: Odd
date: 2026-06-03T09:00:00+02:00
updated: 2026-06-03T11:15:00Z
author: Pia Lindqvist
---
`;

afterEach(() => void vi.restoreAllMocks());

/** Today is Thu 4 Jun 2026. */
async function strip(head = HEAD) {
  const posts = [{ path: 'posts/odd.md', head, body: 'Text.\n', published: null }, ...ferrow(6)];
  const found = await opened({ posts });
  const list = await screen.findByRole('listbox', { name: 'Posts' });
  await found.user.click((await within(list).findAllByText('Odd'))[0] as Element);
  await screen.findByTestId('manuscript');
  const file = () => found.backend.files.find(({ path }) => path === 'posts/odd.md')?.head ?? '';
  return { ...found, file };
}

async function picker(head = HEAD) {
  const found = await strip(head);
  const button = screen.getByRole('button', { name: /^Date: / });
  await found.user.click(button);
  const dialog = within(await screen.findByRole('dialog', { name: 'Date' }));
  const grid = dialog.getByRole('grid', { name: 'June 2026' });
  return { ...found, button, dialog, grid };
}

const day = (name: string) => screen.getByRole('gridcell', { name });
const focused = (name: string) => waitFor(() => expect(document.activeElement).toBe(day(name)));

test('the calendar opens on the day of the post, today is marked, axe minds nothing', async () => {
  const { dialog, user, button, file } = await picker();
  await focused('Wednesday 3 June 2026');
  expect(day('Wednesday 3 June 2026').getAttribute('aria-selected')).toBe('true');
  expect(dialog.getAllByRole('gridcell', { selected: true }).length).toBe(1);
  expect(day('Thursday 4 June 2026, today').getAttribute('aria-current')).toBe('date');
  expect(dialog.getAllByRole('gridcell').filter(({ tabIndex }) => tabIndex === 0).length).toBe(1);
  const { violations } = await axe.run(screen.getByRole('dialog'), {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  await user.keyboard('{ArrowRight}{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(button);
  expect(file()).toBe(HEAD);
});

test('keys go through days and months, the field follows, and Enter takes the day alone', async () => {
  const { user, dialog, button, file } = await picker();
  const field = dialog.getByRole('textbox', { name: 'Date' });
  await focused('Wednesday 3 June 2026');
  await user.keyboard('{PageDown}{ArrowDown}');
  await focused('Friday 10 July 2026');
  expect(dialog.getByRole('heading', { name: 'July 2026' })).toBeTruthy();
  expect(field).toHaveProperty('value', '2026-07-10');
  await user.keyboard('{Shift>}{PageUp}{/Shift}');
  await focused('Thursday 10 July 2025');
  await user.keyboard('{Shift>}{PageDown}{/Shift}{Enter}');
  await waitFor(() => expect(file()).toBe(HEAD.replace('2026-06-03T09', '2026-07-10T09')));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(button);
});

test('a day that is typed turns the page of the calendar, also with the keys in the calendar', async () => {
  const { user, dialog, file } = await picker();
  await focused('Wednesday 3 June 2026');
  await user.keyboard('2026-12-24');
  expect(dialog.getByRole('textbox', { name: 'Date' })).toHaveProperty('value', '2026-12-24');
  expect(day('Thursday 24 December 2026').getAttribute('aria-selected')).toBe('true');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(file()).toContain('date: 2026-12-24T09:00:00+02:00'));
});

test('the buttons turn pages and choose nothing; a click on a day does', async () => {
  const { user, dialog, file } = await picker();
  await user.click(dialog.getByRole('button', { name: 'Next month' }));
  expect(dialog.getByRole('textbox', { name: 'Date' })).toHaveProperty('value', '2026-06-03');
  await user.click(dialog.getByRole('button', { name: 'Previous month' }));
  await user.click(dialog.getByRole('button', { name: 'Previous month' }));
  expect(dialog.getByRole('heading', { name: 'May 2026' })).toBeTruthy();
  await user.click(day('Sunday 10 May 2026'));
  await waitFor(() => expect(file()).toContain('date: 2026-05-10T09:00:00+02:00'));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('the time is another one where the date has one, and its offset stays', async () => {
  const { user, dialog, file } = await picker();
  const time = await dialog.findByRole('textbox', { name: 'Time' });
  expect(dialog.getByText('The offset +02:00 stays.')).toBeTruthy();
  await user.clear(time);
  await user.type(time, '25:00{Enter}');
  expect(dialog.getByRole('alert').textContent).toContain('Write it as 09:30.');
  expect(file()).toBe(HEAD);
  await user.clear(time);
  await user.type(time, '7:45{Enter}');
  await waitFor(() => expect(file()).toBe(HEAD.replace('T09:00:00+', 'T07:45:00+')));
});

test('a date without a time is asked for none', async () => {
  const { dialog } = await picker(HEAD.replace('2026-06-03T09:00:00+02:00', '2026-06-03'));
  await focused('Wednesday 3 June 2026');
  expect(dialog.queryByRole('textbox', { name: 'Time' })).toBeNull();
});

test('the rule of the generator is said, and what a day ahead means for readers', async () => {
  const { user, dialog } = await picker();
  expect(dialog.getByText('Hugo leaves posts with a date in the future out until that day.')).toBeTruthy();
  await focused('Wednesday 3 June 2026');
  await user.keyboard('{ArrowRight}');
  expect(dialog.queryByText(/once published/)).toBeNull();
  await user.keyboard('{ArrowRight}');
  expect(
    dialog.getByText(/once published, readers see this one when the site is built on that day or later/),
  ).toBeTruthy();
});

test('the week begins on Monday where the language does so', async () => {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue('de-DE');
  const { grid, user } = await picker();
  expect(within(grid).getAllByRole('columnheader')[0]?.textContent).toBe('Mo');
  await focused('Wednesday 3 June 2026');
  await user.keyboard('{End}');
  await focused('Sunday 7 June 2026');
});

test('a date in the form has the calendar too; the way it is written stays', async () => {
  const { user, file } = await strip();
  await user.click(screen.getByRole('button', { name: /more field|^Fields$/ }));
  const form = within(await screen.findByTestId('fields-form'));
  const opener = await form.findByRole('button', { name: 'Updated: choose from a calendar' });
  await user.click(opener);
  const dialog = within(await screen.findByRole('dialog', { name: 'Updated' }));
  await focused('Wednesday 3 June 2026');
  expect(dialog.queryByText(/Hugo/)).toBeNull();
  await user.keyboard('{ArrowDown}{Escape}');
  expect(screen.getByTestId('fields-form')).toBeTruthy();
  expect(document.activeElement).toBe(opener);
  await user.keyboard('{Enter}');
  await focused('Wednesday 3 June 2026');
  await user.keyboard('{ArrowDown}{Enter}');
  await waitFor(() => expect(file()).toBe(HEAD.replace('2026-06-03T11', '2026-06-10T11')));
  expect(form.getByRole('textbox', { name: 'Updated' })).toHaveProperty('value', '2026-06-10T11:15:00Z');
});

type User = Awaited<ReturnType<typeof strip>>['user'];

async function command(user: User) {
  await user.keyboard('{Meta>}k{/Meta}');
  const palette = within(await screen.findByTestId('palette'));
  await waitFor(() => expect(document.activeElement).toBe(palette.getByRole('combobox')));
  await user.keyboard('date');
  expect(palette.getAllByRole('option')[0]?.textContent).toContain('Change the date…');
  await user.keyboard('{Enter}');
}

test('the command opens it with the keys in the calendar, and the text has them again', async () => {
  const { user, file } = await strip();
  const text = screen.getByTestId('manuscript');
  text.focus();
  await command(user);
  await focused('Wednesday 3 June 2026');
  // Asked for once more it stays as it is.
  const time = await screen.findByRole('textbox', { name: 'Time' });
  time.focus();
  await command(user);
  expect(document.activeElement).toBe(time);
  await user.clear(time);
  await user.keyboard('7:45{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(text));
  expect(screen.queryByRole('dialog')).toBeNull();
  await waitFor(() => expect(file()).toBe(HEAD.replace('T09:00:00+', 'T07:45:00+')));
});

test('the command brings the desk where the list stands in its place', async () => {
  window.innerWidth = 700;
  const { user } = await strip();
  await user.click(screen.getByRole('button', { name: /^All posts/ }));
  await waitFor(() => expect(screen.queryByTestId('manuscript')).toBeNull());
  await command(user);
  await focused('Wednesday 3 June 2026');
});

test('the command leaves two versions for later: they lie over the date', async () => {
  const { user, backend } = await strip();
  const { post, seq } = await backend.openPost('posts/odd.md');
  await backend.replaceBody(post, seq + 1, 'Mine.\n');
  backend.outside('posts/odd.md', 'Theirs.\n');
  await user.click(await screen.findByRole('button', { name: 'See both' }));
  await screen.findByTestId('meeting');
  await command(user);
  await focused('Wednesday 3 June 2026');
  expect(screen.queryByTestId('meeting')).toBeNull();
});

test('where the head cannot be read, the command shows it', async () => {
  const { user } = await strip(HEAD.replace(/---\n$/, ''));
  await command(user);
  expect(await screen.findByTestId('fields-form')).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
});
