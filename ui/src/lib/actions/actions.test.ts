import { expect, test } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import {
  chooseKeys,
  drawn,
  isChangeable,
  type Keys,
  keys,
  matches,
  nameOf,
  otherKeys,
  refusal,
} from '$words/keys';

import { OpenLibrary } from '../library/open-library.svelte';
import { Screen } from '../shell/screen.svelte';
import { type Action, hindrance } from './action';
import { actionFor, menuOf } from './offered';
import { actionsOf } from './registry';

async function screenOf() {
  const backend = memory({ posts: ferrow(12) });
  const library = new OpenLibrary(backend, await backend.openLibrary('~/blog', false), () => []);
  await library.begin();
  const screen = new Screen(
    library,
    () => undefined,
    () => undefined,
  );
  return { screen, library, find: (id: string) => actionsOf(screen).find((one) => one.id === id) as Action };
}

const keysOf = ({ keys, also = [] }: Action): Keys[] => (keys ? [keys, ...also] : []);
const PLATFORMS = ['macos', 'linux'];

test('every action has a name of its own, words and an icon', async () => {
  const { screen } = await screenOf();
  const all = actionsOf(screen);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(all.filter(({ label, icon }) => !label || !icon)).toEqual([]);
  // Two lines of the palette that read the same could not be told apart.
  const lines = all.filter(({ keysOnly }) => !keysOnly).map(({ label }) => label);
  expect(new Set(lines).size).toBe(lines.length);
});

test.each(PLATFORMS)('on %s no two things have the same keys in one place', async (platform) => {
  const { screen } = await screenOf();
  const all = actionsOf(screen);
  const twice = (list: Keys[]) => {
    const signs = list.map((one) => drawn(one, platform));
    return signs.filter((sign, at) => signs.indexOf(sign) !== at);
  };
  expect(twice(all.filter(({ where }) => where !== 'own').flatMap(keysOf))).toEqual([]);
  for (const wanted of ['everywhere', 'desk', 'preview', 'publish', 'lists'] as const) {
    const here = all.filter(({ part = 'everywhere' }) => part === wanted).flatMap(keysOf);
    const others = otherKeys.filter(({ part }) => part === wanted).flatMap((row) => row.keys);
    expect([wanted, twice([...here, ...others])]).toEqual([wanted, []]);
  }
});

test('every key there is belongs to an action or is told of', async () => {
  const { screen } = await screenOf();
  const told = [...actionsOf(screen).flatMap(keysOf), ...otherKeys.flatMap((row) => row.keys)];
  const unsaid = Object.entries(keys).filter(([, one]) => !told.includes(one));
  expect(unsaid.map(([name]) => name)).toEqual([]);
});

test('the keys of an action can be changed, and no others', async () => {
  const { screen } = await screenOf();
  const names = actionsOf(screen).flatMap(keysOf).map(nameOf);
  const changeable = Object.keys(keys).filter(isChangeable);
  expect(new Set(names)).toEqual(new Set(changeable));
  expect(changeable.filter((name) => isChangeable(name) && refusal(keys[name]) !== null)).toEqual([]);
});

test('chosen keys go before what the text has them for', async () => {
  const { screen } = await screenOf();
  const press = (first: boolean) =>
    actionFor(
      actionsOf(screen),
      new KeyboardEvent('keydown', { key: '[', ctrlKey: true }),
      (event, wanted) => matches(event, wanted, 'linux'),
      { first, writes: true, fields: false },
    )?.id;
  expect(press(true)).toBeUndefined();
  chooseKeys({ newPost: 'Mod+[', duplicate: 'Mod+[' });
  expect(press(true)).toBe('newPost');
});

test('the same keys mean what they mean where they are pressed', async () => {
  const { screen } = await screenOf();
  const press = (key: string, more: KeyboardEventInit, place: Parameters<typeof actionFor>[3]) =>
    actionFor(
      actionsOf(screen),
      new KeyboardEvent('keydown', { key, ctrlKey: true, ...more }),
      (event, wanted) => matches(event, wanted, 'linux'),
      place,
    )?.id;
  const list = { first: false, writes: false, fields: false };
  const fields = { first: false, writes: true, fields: true };
  const text = { first: false, writes: true, fields: false };
  expect(press('k', {}, { ...text, first: true })).toBe('palette');
  expect(press('k', {}, text)).toBeUndefined();
  expect(press('n', {}, { ...text, first: true })).toBeUndefined();
  expect(press('d', {}, list)).toBe('duplicate');
  expect(press('d', {}, fields)).toBeUndefined();
  expect(press('z', {}, fields)).toBe('undo');
  expect(press('y', {}, fields)).toBe('redo');
  expect(press('z', {}, text)).toBeUndefined();
  expect(press('b', {}, fields)).toBeUndefined();
  // On many keyboards the stroke needs Shift.
  expect(press('/', { shiftKey: true }, { ...text, first: true })).toBe('allKeys');
});

test('with no post open, what needs one says so', async () => {
  const { find } = await screenOf();
  for (const id of [
    'save',
    'addTag',
    'date',
    'history',
    'rename',
    'bold',
    'copyAddress',
    'unpublish',
    'show.text',
  ])
    expect([id, hindrance(find(id))]).toEqual([id, 'No post is open.']);
  expect(hindrance(find('publish'))).toBeNull();
  expect(hindrance(find('publishSeveral'))).toContain('Publish…');
});

test('with a post open, what it offers can be done', async () => {
  const { screen, library, find } = await screenOf();
  await library.desk.open('posts/our-retries-were-the-outage.md');
  expect(hindrance(find('publishSeveral'))).toBeNull();
  expect(hindrance(find('copyPath'))).not.toBeNull();
  await screen.lookAtOffers();
  expect(hindrance(find('copyPath'))).toBeNull();
  expect(hindrance(find('unpublish'))).toBe('Readers do not see this post.');
  expect(find('rename').detail).toBe('Our retries were the outage');
  screen.columns.turn = 'desk';
  expect(hindrance(find('bold'))).toBeNull();
  screen.columns.show('preview');
  expect(hindrance(find('bold'))).toBe('The text is not on the screen.');
  expect(hindrance(find('date'))).toBeNull();
  // What was known of one post says nothing of the next.
  await library.desk.open('posts/a-cache-that-remembers-absence.md');
  expect(hindrance(find('copyPath'))).not.toBeNull();
});

test('a tag is for the posts that are chosen in the list, and says so', async () => {
  const { screen, find } = await screenOf();
  await screen.many.selection.chooseAll();
  expect([hindrance(find('addTag')), find('addTag').detail]).toEqual([null, '12 posts chosen']);
  // All problems stand in the place of the list.
  screen.checkAll();
  expect([hindrance(find('addTag')), find('addTag').detail]).toEqual(['No post is open.', undefined]);
});

test('the menu of the library is made of the same, without what cannot be done', async () => {
  const { screen, library } = await screenOf();
  const labels = () => menuOf(actionsOf(screen), (one) => drawn(one, 'linux')).map(({ label }) => label);
  expect(labels()).toEqual([
    'Open another library…',
    'Start or clone a blog…',
    'Get changes',
    'Test the connection…',
    'Fold the library',
    'Settings…',
  ]);
  const { server: _none, ...repository } = library.view.repository;
  library.view = { ...library.view, repository };
  screen.columns.width = 900;
  expect(labels()).toEqual(['Open another library…', 'Start or clone a blog…', 'Settings…']);
});
