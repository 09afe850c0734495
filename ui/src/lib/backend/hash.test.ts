import { expect, test } from 'vitest';

import { fnv1a } from './hash';

test('the known values of FNV-1a over UTF-16 units', () => {
  expect(fnv1a([''])).toBe('811c9dc5');
  expect(fnv1a(['a'])).toBe('e40c292c');
  expect(fnv1a(['foobar'])).toBe('bf9cf968');
});

test('pieces do not matter, units do', () => {
  expect(fnv1a(['foo', '', 'bar'])).toBe(fnv1a(['foobar']));
  expect(fnv1a(['é😀'])).not.toBe(fnv1a(['e😀']));
});
