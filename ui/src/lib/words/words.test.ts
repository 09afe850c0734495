import { expect, test } from 'vitest';

import { later, longDay, momentPair, monthHeading, plainDay, shortDay, typedDay } from './dates';
import { figures, words } from './en';
import { aria, drawn, keys, matches } from './keys';
import { length } from './length';

test('days', () => {
  expect(longDay('2026-06-04')).toBe('Thu 4 Jun 2026');
  expect(shortDay('2026-06-04')).toBe('Jun 4');
  expect(monthHeading('2026-06')).toBe('June 2026');
  expect(longDay('sometime')).toBe('sometime');
  expect(monthHeading('')).toBe('');
});

test('a day that is typed', () => {
  expect(typedDay(' 2026-6-4 ')).toBe('2026-06-04');
  expect(typedDay('2024-02-29')).toBe('2024-02-29');
  expect(typedDay('2026-02-29')).toBeNull();
  expect(typedDay('0026-02-09')).toBeNull();
  expect(typedDay('04.06.2026')).toBeNull();
});

test('days and months later', () => {
  expect(later('2026-12-31', { days: 1 })).toBe('2027-01-01');
  expect(later('2026-03-01', { days: -1 })).toBe('2026-02-28');
  expect(later('2026-01-31', { months: 1 })).toBe('2026-02-28');
  expect(later('2026-01-15', { months: -1 })).toBe('2025-12-15');
});

test('two dates are told apart with as little as that takes', () => {
  expect(plainDay('2026-06-02')).toBe('2 Jun 2026');
  expect(momentPair('2026-06-02', '2026-06-04')).toEqual(['2 Jun 2026', '4 Jun 2026']);
  expect(momentPair(undefined, '2026-06-04T06:29:30+00:00')).toEqual([undefined, '4 Jun 2026']);
  expect(momentPair('2026-06-04T06:29:30Z', '2026-06-04 08:00')).toEqual([
    '4 Jun 2026, 06:29',
    '4 Jun 2026, 08:00',
  ]);
  expect(momentPair('2026-06-04T06:29:30Z', '2026-06-04T06:29:30+02:00')).toEqual([
    '2026-06-04T06:29:30Z',
    '2026-06-04T06:29:30+02:00',
  ]);
  expect(momentPair('2026-06-04', 'soon')).toEqual(['2026-06-04', 'soon']);
});

test('counts', () => {
  expect(figures(1148)).toBe('1,148');
  expect(words.posts.found(1)).toBe('1 post');
  expect(words.posts.found(148)).toBe('148 posts');
  expect(words.publish.title(0)).toBe('Publish');
});

test('the sentence about what was published', () => {
  const { subject, andPicture } = words.publish;
  expect(andPicture(subject(['A']), 1, 1)).toBe('“A” and its picture');
  expect(andPicture(subject(['A', 'B']), 2, 2)).toBe('“A” and “B” and their pictures');
  expect(andPicture(subject(['A', 'B', 'C']), 0, 3)).toBe('3 posts');
});

test('length of a text', () => {
  expect(length('One two, three — don’t stop.')).toMatchObject({ words: 5, minutes: 1 });
  expect(length('漢字かな').words).toBe(4);
  expect(length('').minutes).toBe(1);
  expect(length('word '.repeat(1148)).minutes).toBe(6);
});

test('shortcuts are drawn as the platform draws them', () => {
  expect(drawn(keys.publish, 'macos')).toBe('⇧⌘P');
  expect(drawn(keys.publish, 'linux')).toBe('Ctrl+Shift+P');
  expect(drawn(keys.drafts, 'macos')).toBe('⌥⌘2');
  expect(drawn(keys.drafts, 'linux')).toBe('Alt+2');
  expect(drawn(keys.confirm, 'macos')).toBe('⌘↵');
  expect(aria(keys.publish, 'linux')).toBe('Control+Shift+P');
});

const press = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...more });

test('a press is a shortcut only with exactly its keys', () => {
  expect(matches(press('P', { ctrlKey: true, shiftKey: true }), keys.publish, 'linux')).toBe(true);
  expect(matches(press('p', { ctrlKey: true }), keys.publish, 'linux')).toBe(false);
  expect(matches(press('P', { metaKey: true, shiftKey: true }), keys.publish, 'linux')).toBe(false);
  expect(matches(press('P', { metaKey: true, shiftKey: true }), keys.publish, 'macos')).toBe(true);
  expect(matches(press('™', { altKey: true, metaKey: true, code: 'Digit2' }), keys.drafts, 'macos')).toBe(
    true,
  );
  expect(matches(press('2', { altKey: true, code: 'Digit2' }), keys.drafts, 'linux')).toBe(true);
  expect(matches(press('@', { altKey: true, ctrlKey: true, code: 'Digit2' }), keys.drafts, 'linux')).toBe(
    false,
  );
});
