import { expect, test } from 'vitest';

import { aroundChanges, changedLetters } from './letters';

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

test('of a paragraph that is one line, what is around the change is shown', () => {
  const [before, after] = [
    'The door service waited, gave up, and asked again; so did ',
    ', and everything above that.',
  ];
  const of = (link: string) => `${before}[everything](${link})${after} ${after}`;
  const shown = aroundChanges([
    line('removed', of('fail')),
    line('added', of('fast.md')),
    line('same', before),
  ]);
  expect(shown.map(({ text }) => text)).toEqual([
    '…again; so did [everything](fail), and everything above that.…',
    '…again; so did [everything](fast.md), and everything above that.…',
    before,
  ]);
  expect(aroundChanges([line('removed', 'a b'), line('added', 'a c')])[0]?.text).toBe('a b');
});
