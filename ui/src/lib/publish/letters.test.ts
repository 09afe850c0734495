import { expect, test } from 'vitest';

import { changedLetters } from './letters';

const line = (kind: 'same' | 'added' | 'removed', text: string) => ({ kind, text });

test('what stands between the same beginning and end is marked, in pairs of lines', () => {
  const lines = [
    line('same', 'tags:'),
    line('removed', '  - postgresql'),
    line('added', '  - postgres'),
    line('removed', '[a, b]'),
    line('removed', '[Été]'),
    line('added', '[a, c]'),
    line('added', '[été]'),
    line('added', 'alone'),
  ];
  const marked = changedLetters(lines).map((at, index) => at && lines[index]?.text.slice(at.from, at.to));
  expect(marked).toEqual([null, 'ql', null, 'b', 'É', 'c', 'é', null]);
});
