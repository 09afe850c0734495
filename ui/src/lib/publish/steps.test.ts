import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import Steps from './Steps.svelte';

test.each([
  ['', 'Confirmed'],
  [undefined, 'Not confirmed'],
])('a confirmation with the detail %j is shown as %s', (detail, shown) => {
  const confirm = { name: 'confirm', state: 'done', ...(detail !== undefined && { detail }) } as const;
  render(Steps, { steps: [confirm] });
  expect(screen.getByRole('listitem').textContent.trim()).toContain(shown);
});
