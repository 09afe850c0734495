/** What the page of the settings lists, and what a search finds of it. */
import { settings as words, type SettingName } from '$words/settings';
import { editor } from '$words/editor';

export type GroupName = keyof typeof words.groups;

/** A choice of few words, of faces, on or off, a size, or several languages. */
export type Control =
  { kind: 'words'; choices: Record<string, string> } | { kind: 'faces' | 'switch' | 'size' | 'languages' };

export interface Setting {
  name: SettingName;
  group: GroupName;
  control: Control;
}

const SWITCH: Control = { kind: 'switch' };

const ALL: readonly Setting[] = [
  { name: 'appearance', group: 'appearance', control: { kind: 'words', choices: words.appearances } },
  { name: 'menu', group: 'appearance', control: SWITCH },
  { name: 'writing.face', group: 'writing', control: { kind: 'faces' } },
  { name: 'writing.size', group: 'writing', control: { kind: 'size' } },
  { name: 'writing.measure', group: 'writing', control: { kind: 'words', choices: editor.look.measures } },
  { name: 'writing.focus', group: 'writing', control: SWITCH },
  { name: 'writing.typewriter', group: 'writing', control: SWITCH },
  { name: 'writing.styling', group: 'writing', control: SWITCH },
  { name: 'writing.pairs', group: 'writing', control: SWITCH },
  { name: 'spelling.check', group: 'spelling', control: SWITCH },
  { name: 'spelling.languages', group: 'spelling', control: { kind: 'languages' } },
  { name: 'reopen', group: 'start', control: SWITCH },
];

/** On macOS the system always has a menu bar. */
export const settingsOn = (platform: string): readonly Setting[] =>
  platform === 'macos' ? ALL.filter(({ name }) => name !== 'menu') : ALL;

/** Whether each word of the search is in one of these texts. */
export function fits(search: string, ...texts: readonly string[]): boolean {
  const all = texts.join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** What somebody may look for who means this setting. */
export function textsOf({ name, group, control }: Setting): string[] {
  const said = words.all[name];
  const choices =
    control.kind === 'words'
      ? Object.values(control.choices)
      : control.kind === 'faces'
        ? Object.values(editor.look.faces)
        : [];
  return [name, words.groups[group], said.name, said.says, said.keywords, ...choices];
}
