import { EditorView } from '@codemirror/view';
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { opened } from '../../../test-app';

const BODY = '# Cold\n\nwords\n\n## Warm\n\nmore\n\n### Warmer\n\n```\n# none\n```\n';

async function desk() {
  const app = await opened({
    posts: [{ path: 'posts/one.md', head: '---\ntitle: One\n---\n', body: BODY, published: null }],
  });
  await app.user.click(await screen.findByRole('option', { name: /One/ }));
  const text = await screen.findByTestId('manuscript');
  const view = EditorView.findFromDOM(text);
  if (!view) throw new Error('no editor');
  return { ...app, text, view };
}

const list = () => within(screen.getByRole('dialog', { name: 'Outline' }));

test('the outline has the headings, finds one by its words, and Enter goes there', async () => {
  const { user, view, text } = await desk();
  await user.click(screen.getByRole('button', { name: 'Outline' }));
  expect(
    list()
      .getAllByRole('option')
      .map(({ textContent }) => textContent.trim()),
  ).toEqual(['Cold, level 1', 'Warm, level 2', 'Warmer, level 3']);
  const field = list().getByRole('combobox', { name: 'Find a heading' });
  expect(document.activeElement).toBe(field);
  await user.keyboard('warm{ArrowDown}');
  expect(
    list()
      .getAllByRole('option')
      .map(({ ariaSelected }) => ariaSelected),
  ).toEqual(['false', 'true']);
  expect(field.getAttribute('aria-activedescendant')).toBe(list().getAllByRole('option')[1]?.id);
  await user.keyboard('{Enter}');
  expect(screen.queryByRole('dialog', { name: 'Outline' })).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(text));
  expect(view.state.selection.main.head).toBe(BODY.indexOf('### Warmer'));
});

test('its key opens it from the text, the heading of the caret is chosen, and Esc gives the text back', async () => {
  const { user, view, text } = await desk();
  view.focus();
  view.dispatch({ selection: { anchor: BODY.indexOf('more') } });
  await user.keyboard('{Meta>}{Shift>}o{/Shift}{/Meta}');
  expect(list().getByRole('option', { selected: true }).textContent).toContain('Warm,');
  expect((await axe.run(screen.getByRole('dialog', { name: 'Outline' }))).violations).toEqual([]);
  await user.keyboard('zz');
  expect(list().getByRole('status').textContent).toBe('No such heading');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement).toBe(text));
});

test('settings of the text change it at once; the caret stays where it is', async () => {
  const { user, view, text, backend } = await desk();
  view.dispatch({ selection: { anchor: 9 } });
  await user.click(screen.getByRole('button', { name: 'Text settings' }));
  const panel = within(screen.getByRole('dialog', { name: 'Text settings' }));
  expect((await axe.run(screen.getByRole('dialog', { name: 'Text settings' }))).violations).toEqual([]);
  const main = screen.getByTestId('desk');
  expect(main.style.getPropertyValue('--ms-size')).toBe('15px');
  await user.click(panel.getByRole('button', { name: 'Larger text' }));
  expect(main.style.getPropertyValue('--ms-size')).toBe('16px');
  expect(main.style.getPropertyValue('--ms-line')).toBe('27px');
  await user.click(panel.getByRole('radio', { name: 'Literata' }));
  expect(main.style.getPropertyValue('--ms-face')).toContain('Literata');
  await user.click(panel.getByRole('radio', { name: 'Wide' }));
  await user.click(panel.getByRole('checkbox', { name: /Focus mode/ }));
  await user.click(panel.getByRole('checkbox', { name: 'Check spelling' }));
  expect(view.dom.classList).toContain('ms-focus');
  expect(text.getAttribute('spellcheck')).toBe('false');
  expect(view.state.selection.main.head).toBe(9);
  await waitFor(async () =>
    expect((await backend.settings()).settings).toMatchObject({
      writing: { size: 16, face: 'literata', measure: 'wide', focus: true },
      spelling: { check: false },
    }),
  );
  await user.click(panel.getByRole('button', { name: 'As it was at first' }));
  expect(view.dom.classList).not.toContain('ms-focus');
  expect(main.style.getPropertyValue('--ms-size')).toBe('15px');
});

test('⌘F in the text finds in the text', async () => {
  const { view, text } = await desk();
  view.focus();
  await fireEvent.keyDown(text, { key: 'f', keyCode: 70, ctrlKey: true });
  const bar = await screen.findByTestId('find-in-text');
  expect(bar.contains(document.activeElement)).toBe(true);
  expect((await axe.run(bar)).violations).toEqual([]);
  await fireEvent.keyDown(document.activeElement as Element, { key: 'Escape', keyCode: 27 });
  await waitFor(() => expect(document.activeElement).toBe(text));
});
