import { expect, test } from 'vitest';

import { memory } from '$backend/memory';
import { FIRST, settingOf, withSetting } from '$backend/settings';
import { keys } from '$words/keys';

import { settings } from './settings.svelte';

/** A backend whose changes wait until they are let go, one by one. */
async function held(refused: readonly string[] = []) {
  const gates: (() => void)[] = [];
  const asked: unknown[] = [];
  const backend = memory({
    before: async (command, change) => {
      if (command !== 'changeSetting') return;
      asked.push(change);
      await new Promise<void>((go) => gates.push(go));
      if (refused.includes((change as { name: string }).name))
        throw { code: 'settings.not-written', message: 'The settings file could not be written.' };
    },
  });
  const end = settings.begin(backend, (await backend.app()).settings);
  return { backend, gates, asked, end };
}
const settle = () => new Promise((go) => setTimeout(go, 0));

test('a setting is known by its name in the file, and no other is', () => {
  expect(settingOf(FIRST, 'writing.size')).toBe(0);
  expect(settingOf(FIRST, 'appearance')).toBe('system');
  for (const name of ['writing', 'keys', 'toString', 'writing.toString', 'appearance.x', 'keys.bold'])
    expect([name, settingOf(FIRST, name)]).toEqual([name, undefined]);
  expect(withSetting(FIRST, 'writing.size', 17)?.writing).toEqual({ ...FIRST.writing, size: 17 });
  const chosen = withSetting(FIRST, 'keys.bold', 'F9');
  expect(chosen?.keys).toEqual({ bold: 'F9' });
  expect(chosen && withSetting(chosen, 'keys.bold')).toEqual(FIRST);
  for (const name of ['writing', 'keys', 'keys.', 'nothing', 'writing.nothing'])
    expect([name, withSetting(FIRST, name, true)]).toEqual([name, null]);
});

test('the backend in memory refuses a name that it does not know', async () => {
  await expect(memory().changeSetting({ name: 'nothing', value: true })).rejects.toMatchObject({
    code: 'settings.unknown',
  });
});

test('a change counts at once, one after the other goes to the file, and the last one stays', async () => {
  const { backend, gates, asked } = await held();
  const done = [settings.change('writing.size', 17), settings.change('writing.size', 18)];
  expect(settings.all.writing.size).toBe(18);
  await settle();
  expect(asked).toEqual([{ name: 'writing.size', value: 17 }]);
  gates[0]?.();
  await done[0];
  // The answer to the first one knows nothing of the second.
  expect(settings.all.writing.size).toBe(18);
  await settle();
  gates[1]?.();
  expect(await Promise.all(done)).toEqual([true, true]);
  expect((await backend.settings()).settings.writing.size).toBe(18);
});

test('what is refused is as it was, says why, and what came meanwhile stays', async () => {
  const { backend, gates } = await held(['keys.newPost']);
  const first = settings.change('keys.newPost', 'Mod+J');
  const second = settings.change('reopen', false);
  expect(keys.newPost.key).toBe('j');
  await settle();
  backend.settingsOutside({ settings: { ...FIRST, appearance: 'dark' } });
  expect([settings.all.appearance, keys.newPost.key]).toEqual(['dark', 'j']);
  gates[0]?.();
  expect(await first).toBe(false);
  expect([settings.all.appearance, settings.all.reopen, keys.newPost.key]).toEqual(['dark', false, 'n']);
  expect(settings.failure?.code).toBe('settings.not-written');
  await settle();
  gates[1]?.();
  expect(await second).toBe(true);
  expect(settings.failure).toBeNull();
});

test('an answer that comes too late changes nothing', async () => {
  const { gates, end } = await held();
  const late = settings.change('appearance', 'dark');
  await settle();
  end();
  settings.reset();
  gates[0]?.();
  await late;
  expect(settings.all).toEqual(FIRST);
});
