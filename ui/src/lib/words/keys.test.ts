import { expect, test } from 'vitest';

import {
  chooseKeys,
  drawn,
  firstKeys,
  isChangeable,
  type KeyName,
  keys,
  matches,
  parse,
  pressed,
  print,
  refusal,
  usable,
} from './keys';

const press = (key: string, code: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key, code, ...more });

test('all keys are written as they are read', () => {
  for (const name of Object.keys(keys) as KeyName[]) {
    expect([name, print(parse(print(firstKeys(name))) ?? { key: '' })]).toEqual([
      name,
      print(firstKeys(name)),
    ]);
  }
  expect(print(keys.publish)).toBe('Mod+Shift+P');
  expect(print(keys.drafts)).toBe('Alt+2');
  expect(print(keys.nextColumn)).toBe('F6');
  expect(parse('Shift+Mod+P')).toEqual({ key: 'p', mod: true, shift: true });
  expect(parse('Mod++')).toEqual({ key: '+', mod: true });
  expect(print({ key: '+', mod: true })).toBe('Mod++');
  expect(parse('Mod+Space')).toEqual({ key: ' ', mod: true });
  expect(parse('')).toEqual({ key: '' });
  expect(print({ key: '' })).toBe('');
  expect(print({ key: 'ß', mod: true })).toBe('Mod+ß');
});

test.each(['Ctrl+P', 'Mod+Mod+P', 'Mod+', 'mod+p', 'Mod+Nothing', 'Mod+ ', '+', 'P+Mod'])(
  '%s are no keys',
  (text) => {
    expect(usable(text)).toBeNull();
  },
);

test('what writes, moves, or belongs to all programs is refused', () => {
  const why = (text: string) => refusal(parse(text) ?? { key: '' });
  expect(['P', 'Shift+P', 'Enter', 'Space', 'ArrowUp', '7'].map(why)).toEqual(Array(6).fill('plain'));
  expect(['Tab', 'Mod+Tab', 'Shift+Tab'].map(why)).toEqual(Array(3).fill('tab'));
  expect(why('Escape')).toBe('escape');
  expect(['Mod+C', 'Mod+V', 'Mod+Q'].map(why)).toEqual(Array(3).fill('system'));
  expect(why('Mod+Alt+P')).toBe('others');
  expect(['F9', 'Shift+F9', 'Mod+Enter', 'Alt+P', 'Mod+Shift+C', ''].map(why)).toEqual(Array(6).fill(null));
});

test('a press is read as the keys that it is', () => {
  const ctrl = { ctrlKey: true };
  expect(pressed(press('Control', 'ControlLeft', ctrl), 'linux')).toBeNull();
  expect(pressed(press('J', 'KeyJ', { ...ctrl, shiftKey: true }), 'linux')).toEqual({
    key: 'j',
    mod: true,
    shift: true,
  });
  // With Shift a digit writes another sign, and which one depends on the country.
  expect(pressed(press('(', 'Digit9', { ...ctrl, shiftKey: true }), 'linux')).toEqual({
    key: '9',
    mod: true,
    shift: true,
  });
  expect(pressed(press(':', 'Period', { ...ctrl, shiftKey: true }), 'linux')).toEqual(keys.quote);
  expect(pressed(press('π', 'KeyP', { metaKey: true, altKey: true }), 'macos')).toEqual({
    key: 'p',
    alt: true,
  });
  expect(pressed(press('π', 'KeyP', { altKey: true }), 'macos')).toBe('others');
  expect(pressed(press('@', 'KeyQ', { ctrlKey: true, altKey: true }), 'linux')).toBe('others');
  expect(pressed(press('j', 'KeyJ', { metaKey: true }), 'linux')).toBe('others');
  expect(pressed(press('Dead', 'Equal', ctrl), 'linux')).toBe('others');
  expect(pressed(press('j', 'KeyJ'), 'linux')).toBe('plain');
});

test('what was recorded is what matches', () => {
  const alt = press('π', 'KeyP', { metaKey: true, altKey: true });
  chooseKeys({ publish: 'Alt+P' });
  expect(matches(alt, keys.publish, 'macos')).toBe(true);
  expect(matches(press('P', 'KeyP', { metaKey: true, shiftKey: true }), keys.publish, 'macos')).toBe(false);
  expect(drawn(keys.publish, 'linux')).toBe('Alt+P');
});

test('chosen keys replace the first ones; none are none; what cannot be used or changed is as at first', () => {
  chooseKeys({ save: 'Mod+J', bold: '', italic: 'P', confirm: 'Mod+J', nothing: 'Mod+J' });
  expect(keys.save).toEqual({ key: 'j', mod: true });
  expect(drawn(keys.bold, 'linux')).toBe('');
  expect(matches(press('b', 'KeyB', { ctrlKey: true }), keys.bold, 'linux')).toBe(false);
  expect(keys.italic).toBe(firstKeys('italic'));
  expect(keys.confirm).toBe(firstKeys('confirm'));
  expect(isChangeable('confirm')).toBe(false);
  const save = keys.save;
  chooseKeys({ save: 'Mod+J' });
  expect(keys.save).toBe(save);
  chooseKeys({});
  expect(keys.save).toBe(firstKeys('save'));
});
