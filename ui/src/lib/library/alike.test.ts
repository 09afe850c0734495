import { expect, test } from 'vitest';

import { alikeOf } from './alike';

test('the rarer spelling says what it looks like, the kept one how else it is written', () => {
  const said = alikeOf([
    {
      keep: { name: 'postgres', count: 8 },
      others: [
        { name: 'postgresql', count: 3, how: 'longer' },
        { name: 'Postgres', count: 1, how: 'case' },
      ],
      message: 'The same word, written in several ways.',
    },
    {
      keep: { name: 'queues', count: 1 },
      others: [{ name: 'queue', count: 1, how: 'plural' }],
      message: 'Singular and plural.',
    },
  ]);
  expect([...said]).toEqual([
    ['postgres', 'Also written “Postgres”.'],
    ['postgresql', 'Looks like “postgres”, which 8 posts have. The same word, written in several ways.'],
    ['queue', 'Looks like “queues”, which 1 post has. Singular and plural.'],
  ]);
});
