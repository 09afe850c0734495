import { expect, test } from 'vitest';

import { calendar as words } from '$words/calendar';
import { fullDay, typedTime, weekdays } from '$words/dates';

import { firstDayOf, leads, weeksOf } from './calendar';
import { futureOf } from './future';
import { momentOf, withDay, withTime } from './moment';

test('a month has six whole weeks, whatever its length, and begins where the week does', () => {
  const june = weeksOf('2026-06-17', 1);
  expect(june.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
  expect([june[0]?.[0], june[5]?.[6]]).toEqual(['2026-06-01', '2026-07-12']);
  expect(weeksOf('2026-06-17', 0)[0]?.slice(0, 2)).toEqual(['2026-05-31', '2026-06-01']);
  // February of a common year that begins on a Monday has four.
  expect(weeksOf('2027-02-01', 1).flat()).toContain('2027-02-28');
  expect(weeksOf('2024-02-10', 6)[0]?.[0]).toBe('2024-01-27');
  expect(weekdays(6).map(({ short }) => short)).toEqual(['Sa', 'Su', 'Mo', 'Tu', 'We', 'Th', 'Fr']);
});

test('the keys lead by days, weeks, months and years', () => {
  const to = (key: string, shift = false, day = '2026-06-04') => leads(day, key, shift, 1);
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map((key) => to(key))).toEqual([
    '2026-06-03',
    '2026-06-05',
    '2026-05-28',
    '2026-06-11',
  ]);
  expect([to('Home'), to('End'), leads('2026-06-04', 'Home', false, 0)]).toEqual([
    '2026-06-01',
    '2026-06-07',
    '2026-05-31',
  ]);
  expect([to('PageUp'), to('PageDown', false, '2026-01-31')]).toEqual(['2026-05-04', '2026-02-28']);
  expect([to('PageUp', true), to('PageDown', true, '2024-02-29')]).toEqual(['2025-06-04', '2025-02-28']);
  expect([to('a'), to('Enter')]).toEqual([null, null]);
  expect([to('ArrowRight', false, '9999-12-31'), to('PageUp', true, '0100-03-01')]).toEqual([
    '9999-12-31',
    '0100-03-01',
  ]);
});

test('the week begins as the region has it, and on Monday where nobody tells', () => {
  expect([firstDayOf('en-US'), firstDayOf('de-DE'), firstDayOf('ar-EG')]).toEqual([0, 1, 6]);
  expect(firstDayOf('no such language')).toBe(1);
});

test('a date is taken apart and keeps its manner', () => {
  expect(momentOf('2026-06-04T09:00:00+02:00')).toEqual({
    day: '2026-06-04',
    time: '09:00',
    offset: '+02:00',
  });
  expect(momentOf('2026/6/4 9:05')).toEqual({ day: '2026-06-04', time: '09:05' });
  expect(momentOf('2026-06-04 09:00 +0200')?.offset).toBe('+0200');
  expect([momentOf(''), momentOf('June 4, 2026'), momentOf('2026-06/04')]).toEqual([null, null, null]);
  expect(withDay('2026-06-04T09:00:00+02:00', '2026-11-12')).toBe('2026-11-12T09:00:00+02:00');
  expect(withDay('2026/6/4 9:05', '2026-07-01')).toBe('2026/7/1 9:05');
  expect([withDay('soon', '2026-07-01'), withDay('', '2026-07-01')]).toEqual(['2026-07-01', '2026-07-01']);
  expect(withTime('2026-06-04T09:12:37.5Z', '10:30')).toBe('2026-06-04T10:30:00Z');
  expect(withTime('2026-06-04 09:12 +0200', '10:30')).toBe('2026-06-04 10:30 +0200');
  // The time that it has is no change, and one that it lacks is not put in.
  expect(withTime('2026-06-04T09:12:37Z', '09:12')).toBe('2026-06-04T09:12:37Z');
  expect(withTime('2026-06-04', '10:30')).toBe('2026-06-04');
});

test('a time that is typed', () => {
  expect(['9:05', ' 23.59 ', '24:00', '9:60', '9', ''].map(typedTime)).toEqual([
    '09:05',
    '23:59',
    null,
    null,
    null,
    null,
  ]);
  expect(fullDay('2026-06-04')).toBe('Thursday 4 June 2026');
});

test('posts of the future: the rule of the generator and the config, as the library tells it', () => {
  const of = (generator: string, hidesFuture: boolean) => futureOf({ generator, hidesFuture });
  expect([of('hugo', true), of('hugo', false), of('markdown', false)]).toEqual(['hidden', 'shown', 'unsure']);
  expect(words.rule('Hugo', 'hidden', true)).toContain('when the site is built on that day or later');
  expect(words.rule('Astro', 'shown', true)).toContain('as soon as it is published');
  expect(words.stays('09:00', '+02:00', false)).toBe('The time 09:00 +02:00 stays.');
});
