import { afterEach, expect, test } from 'vitest';

import { scrollByKey } from './page-keys';

afterEach(() => document.body.replaceChildren());

function page() {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const scrolled = frame.contentDocument?.createElement('div') as HTMLElement;
  Object.defineProperties(scrolled, { scrollHeight: { value: 4000 } });
  Object.defineProperty(frame.contentDocument, 'scrollingElement', { value: scrolled });
  Object.defineProperty(frame, 'clientHeight', { value: 500 });
  return { frame, scrolled };
}

const press = (key: string, target: EventTarget = document.body) =>
  Object.defineProperty(new KeyboardEvent('keydown', { key }), 'target', { value: target });

test('the page is scrolled by the keys that scroll pages, and by no others', () => {
  const { frame, scrolled } = page();
  const after = (key: string) => [scrollByKey(press(key), frame), scrolled.scrollTop];
  expect(after('PageDown')).toEqual([true, 450]);
  expect(after('PageDown')).toEqual([true, 900]);
  expect(after('PageUp')).toEqual([true, 450]);
  expect(after('End')).toEqual([true, 4000]);
  expect(after('Home')).toEqual([true, 0]);
  expect(after('a')).toEqual([false, 0]);
});

test('in a field the keys are the field’s; without a page they do nothing', () => {
  const { frame, scrolled } = page();
  expect(scrollByKey(press('End', document.createElement('input')), frame)).toBe(false);
  expect(scrolled.scrollTop).toBe(0);
  expect(scrollByKey(press('End'), undefined)).toBe(false);
});
