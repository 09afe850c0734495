/** The editor draws what is selected below the lines: a line with a ground of its own would hide it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

const css = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

test('what is selected in code is seen through its ground, by day and by night', () => {
  const code = /\.manuscript \.ms-code \{[^}]*\}/.exec(css('../manuscript.css'))?.[0];
  expect(code).toContain('background: var(--code-back);');
  const grounds = [...css('text.css').matchAll(/--code-back: rgb\(0 0 0 \/ (\d+)%\)/g)];
  expect(grounds.map(([, part]) => Number(part) <= 20)).toEqual([true, true]);
});
