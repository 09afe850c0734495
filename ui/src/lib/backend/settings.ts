/** Settings by their names in the file, `writing.size`: what they are at first, and as they are with another value. */
import type { Settings, SettingValue } from './types';

/** What a file says that says nothing; the same as in the library. */
export const FIRST: Settings = {
  appearance: 'system',
  reopen: true,
  menu: false,
  writing: {
    face: 'quattro',
    size: 0,
    measure: 'normal',
    focus: false,
    typewriter: false,
    styling: true,
    pairs: true,
  },
  spelling: { check: true, languages: [] },
  keys: {},
};

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The table that a name stands in, and its name there. Names of keys may have dots in them. */
function parted(name: string): [table: string, within: string] {
  const at = name.indexOf('.');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}

/** Undefined where there is no such setting, or no keys of this name. */
export function settingOf(settings: Settings, name: string): SettingValue | undefined {
  const [table, within] = parted(name);
  const all: unknown = table === '' ? settings : Object.entries(settings).find(([key]) => key === table)?.[1];
  if (!isTable(all) || !Object.hasOwn(all, within)) return undefined;
  const value = all[within];
  return isTable(value) ? undefined : (value as SettingValue);
}

/** The settings with another value; without one, as at first. Null when there is no setting of this name. */
export function withSetting(settings: Settings, name: string, value?: SettingValue): Settings | null {
  const [table, within] = parted(name);
  const first = settingOf(FIRST, name);
  if (first === undefined && !(table === 'keys' && within !== '')) return null;
  const set = (all: object) => {
    const { [within]: _old, ...rest } = all as Record<string, unknown>;
    const now = value ?? first;
    return now === undefined ? rest : { ...all, [within]: now };
  };
  if (table === '') return set(settings) as unknown as Settings;
  return { ...settings, [table]: set(settings[table as 'writing' | 'spelling' | 'keys']) };
}

/** Lists are the same when they have the same in the same order. */
export function isSame(a: SettingValue | undefined, b: SettingValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
