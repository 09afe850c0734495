import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { memory } from '$backend/memory';

import { Session } from './session.svelte';
import StatusField from './StatusField.svelte';

const TODAY = '2026-06-04';

async function shown(head: string) {
  const path = 'posts/a.md';
  const posts = [{ path, head: `---\ntitle: A\n${head}---\n`, body: 'Text.\n', published: null }];
  const backend = memory({ posts, today: TODAY });
  const session = new Session(backend, await backend.openPost(path));
  render(StatusField, { session });
  const status = () => screen.getByRole('button', { name: /^Status/ });
  return { session, status };
}

test('a post that is dated in the future is scheduled, and no longer when its date or its mark changes', async () => {
  const { session, status } = await shown('date: 2026-06-09\n');
  expect(status().textContent).toContain('Scheduled');
  await session.edit({ field: 'day', value: TODAY });
  await expect.poll(() => status().textContent).toContain('Published');
  await session.edit({ field: 'day', value: '2026-06-05' });
  await expect.poll(() => status().textContent).toContain('Scheduled');
  await session.edit({ field: 'draft', value: true });
  await expect.poll(() => status().textContent).toContain('Draft');
});

test('a draft that is dated in the future becomes a scheduled post, not a published one', async () => {
  const { session, status } = await shown('date: 2026-06-09\ndraft: true\n');
  expect(status().textContent).toContain('Draft');
  await session.edit({ field: 'draft', value: false });
  await expect.poll(() => status().textContent).toContain('Scheduled');
});
