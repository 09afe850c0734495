import { fireEvent } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { asks, faults, SECRET, shown, signIn, title } from '../../test-asking';

test('signing in: a name and a token, to this server only', async () => {
  const opened: unknown[] = [];
  const { user, answer, dialog, button, field } = await asks(
    signIn({ tokenPage: 'https://git.ferrow.example/user/settings/applications' }),
    true,
    { before: (command, url) => void (command === 'openExternal' && opened.push(url)) },
  );
  expect(title()).toBe('Sign in to git.ferrow.example');
  expect(dialog.getByText('The system’s keyring has nothing for this server.')).toBeTruthy();
  expect(field('Name').value).toBe('ines.halloran');
  expect(document.activeElement).toBe(field('Token or password'));
  expect(dialog.getByText('Goes to this server only, over TLS.')).toBeTruthy();
  expect(button('Sign in').disabled).toBe(true);
  await user.click(button('Make a token'));
  expect(opened).toEqual(['https://git.ferrow.example/user/settings/applications']);
  expect(shown(), 'the token is pasted when one comes back').toBeTruthy();
  await user.type(field('Token or password'), SECRET);
  await user.clear(field('Name'));
  expect(button('Sign in').disabled).toBe(true);
  await user.type(field('Name'), ' ines ');
  await user.click(dialog.getByRole('checkbox', { name: 'Keep it in the system’s keyring.' }));
  expect(await faults()).toEqual([]);
  await fireEvent.submit(field('Name').form as HTMLFormElement);
  expect(await answer).toEqual({ user: 'ines', secret: SECRET, keep: true });
});

test('signing in: the first field is the one that is empty', async () => {
  const { user: _known, ...unknown } = signIn();
  const { dialog, answer, button, field } = await asks(unknown);
  expect(document.activeElement).toBe(field('Name'));
  expect(dialog.getByText('git.ferrow.example wants a name, and a token or a password.')).toBeTruthy();
  expect(dialog.queryByRole('button', { name: 'Make a token' })).toBeNull();
  expect(dialog.getByText('Galley forgets it when you quit.')).toBeTruthy();
  await fireEvent.submit(field('Name').form as HTMLFormElement);
  expect(shown(), 'Enter in an empty form answers nothing').toBeTruthy();
  button('Cancel').click();
  expect(await answer).toBeNull();
});

test('signing in: what is wrong is said under the field, and that it goes without TLS beside it', async () => {
  const { dialog, field } = await asks(signIn({ why: 'wrong', helper: true, secure: false }));
  expect(title()).toBe('Sign in to git.ferrow.example');
  expect(dialog.getByRole('alert').textContent).toBe(
    'git.ferrow.example does not take this name and password.',
  );
  expect(field('Token or password').getAttribute('aria-invalid')).toBe('true');
  expect(dialog.getByText('Goes over the network as it is: this address has no TLS (http://).')).toBeTruthy();
  expect(dialog.queryByText(/over TLS/)).toBeNull();
  expect(dialog.getByText('Kept by your password helper')).toBeTruthy();
  expect(dialog.queryByRole('checkbox')).toBeNull();
});

test('signing in: a token that is not taken any more has a heading of its own', async () => {
  const { user, answer, dialog, button, field } = await asks(signIn({ why: 'stale', helper: true }));
  expect(title()).toBe('Your token is not taken any more');
  expect(shown()?.querySelector('h2')?.parentElement?.querySelector('svg.warning')).toBeTruthy();
  const says = 'git.ferrow.example knows it, but takes nothing with it: it is too old, or was withdrawn.';
  expect(dialog.getByText(says), 'a blog that is being copied has no version yet').toBeTruthy();
  expect(field('New token').placeholder).toBe('Paste it here');
  await user.type(field('New token'), ` ${SECRET} `);
  await user.click(button('Sign in'));
  expect(await answer, 'a token has no spaces').toEqual({
    user: 'ines.halloran',
    secret: SECRET,
    keep: false,
  });
});

test('signing in: a server that wants a token says so', async () => {
  const { dialog, field } = await asks(signIn({ why: 'token' }));
  expect(title()).toBe('This server wants a token');
  expect(
    dialog.getByText(
      'git.ferrow.example takes no password from programs. Make a token that may write, and paste it.',
    ),
  ).toBeTruthy();
  expect(field('Token').placeholder).toBe('Paste it here');
});

test('a page for tokens that cannot be opened: the reason stands in the dialog', async () => {
  const { user, dialog, button } = await asks(signIn({ tokenPage: 'https://git.ferrow.example/t' }), false, {
    before: (command) => {
      if (command === 'openExternal') throw { code: 'open', message: 'No program opens this.' };
    },
  });
  await user.click(button('Make a token'));
  expect((await dialog.findByRole('alert')).textContent).toContain('No program opens this.');
});
