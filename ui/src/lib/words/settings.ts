/** What the page of the settings says: each setting, and the keys. */
import type { Appearance } from '$backend/types';

import { editor } from './editor';
import { figures } from './en';
import type { Refusal } from './keys';

const { look } = editor;

/** The settings that the page has, by their names in the file; keys have names of their own. */
export type SettingName =
  | 'appearance'
  | 'reopen'
  | 'menu'
  | `writing.${'face' | 'size' | 'measure' | 'focus' | 'typewriter' | 'styling' | 'pairs'}`
  | `spelling.${'check' | 'languages'}`;

interface Said {
  name: string;
  /** What it does, in one line. */
  says: string;
  /** Other words that somebody may look for. */
  keywords: string;
}

/** `British English`; a code that is none, as it stands. */
function language(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code.replaceAll('_', '-')) ?? code;
  } catch {
    return code;
  }
}

export const settings = {
  title: 'Settings',
  open: 'Settings…',
  close: 'Close settings',
  keywords: 'preferences options appearance dark light spelling shortcuts keys menu bar file toml',
  search: 'Find a setting or keys',
  found: (count: number) => `${figures(count)} found`,
  nothing: (search: string) => `No setting and no action with keys has “${search}” in it.`,
  showAll: 'Show all settings',
  first: 'As at first',
  /** For those who hear the button alone. */
  firstOf: (name: string) => `${name}: as at first`,
  groups: {
    appearance: 'Appearance',
    writing: 'Writing',
    spelling: 'Spelling',
    start: 'Start',
    keys: 'Keys',
  },

  all: {
    appearance: {
      name: 'Light or dark',
      says: 'The colours of the window. Your site keeps its own.',
      keywords: 'theme night mode color',
    },
    menu: {
      name: 'Menu bar',
      says: 'All that Galley can do, in menus at the top of the window.',
      keywords: 'menus file edit view',
    },
    'writing.face': { name: look.face, says: 'The letters of the manuscript.', keywords: 'font typeface' },
    'writing.size': {
      name: look.size,
      says: '13 to 22 pixels. At first it follows the window: 15, in wide ones 16.',
      keywords: 'font letters larger smaller zoom pixels',
    },
    'writing.measure': {
      name: look.measure,
      says: 'How long a line may be: 56, 68 or 84 characters.',
      keywords: 'measure column line length',
    },
    'writing.focus': { name: look.focus, says: `${look.focusSays}.`, keywords: 'dim concentrate' },
    'writing.typewriter': {
      name: look.typewriter,
      says: `${look.typewriterSays}.`,
      keywords: 'scroll centre',
    },
    'writing.styling': {
      name: look.styling,
      says: `${look.stylingSays}.`,
      keywords: 'markdown preview wysiwyg',
    },
    'writing.pairs': {
      name: look.pairs,
      says: 'The second one comes with the first.',
      keywords: 'auto parentheses quotation marks',
    },
    'spelling.check': {
      name: look.spelling,
      says: 'Words that no dictionary has are underlined. Nothing leaves this computer.',
      keywords: 'spellcheck typos mistakes',
    },
    'spelling.languages': {
      name: 'Languages',
      says: 'With none ticked, each post is checked in its own language.',
      keywords: 'dictionary dictionaries hunspell spellcheck',
    },
    reopen: {
      name: 'Open again what was open last',
      says: 'Otherwise Galley begins with its first screen.',
      keywords: 'startup restore session library blog',
    },
  } satisfies Record<SettingName, Said>,

  appearances: { system: 'As the system', light: 'Light', dark: 'Dark' } satisfies Record<Appearance, string>,
  language,
  noDictionary: (name: string) => `${name} (no dictionary here)`,
  /** Where the system's checker is Hunspell. */
  noDictionaries:
    'This computer has no dictionaries. Install one for each language, for example the package hunspell-de-de, and start Galley again.',
  /** Where the system's checker brings its own. */
  systemDictionaries:
    'Spelling is checked by the system, in the languages that are chosen in the system’s own settings.',
  notChecked: 'Spelling is not checked, so no language counts.',

  faults: (count: number) =>
    count === 1
      ? 'One line of the file could not be used. There all is as at first.'
      : `${figures(count)} lines of the file could not be used. There all is as at first.`,
  line: (line: number) => `Line ${figures(line)}`,
  file: 'All settings are in one file:',
  edit: 'Edit as a file',
};

export const ownKeys = {
  none: 'No keys',
  record: 'Press the new keys, Esc leaves it',
  backspace: 'Backspace: no keys.',
  /** A second row for the same action. */
  other: (label: string) => `${label}, other keys`,
  button: (label: string, keys: string) => `${label}: ${keys || ownKeys.none}`,
  clash: (keys: string, label: string) => `${keys} is ${label}. Use it here instead?`,
  take: 'Use it here',
  leave: 'Leave it',
  fixed: (keys: string, label: string) => `${keys} is “${label}”, which cannot be changed.`,
  refused: {
    plain: 'This key alone writes or moves. Hold Ctrl or Alt with it, or take one of F1 to F12.',
    tab: 'Tab leads from field to field.',
    escape: 'Esc goes one step back.',
    system: 'All programs have these keys for the same: copy, paste, cut, choose all, close, quit.',
    others: 'These keys write characters or belong to the system. Hold Ctrl or Alt, with Shift if you like.',
  } satisfies Record<Refusal, string>,
  refusedOnMac: {
    plain: 'This key alone writes or moves. Hold ⌘ or ⌥⌘ with it, or take one of F1 to F12.',
    others: 'These keys write characters or belong to the system. Hold ⌘ or ⌥⌘, with ⇧ if you like.',
  } satisfies Partial<Record<Refusal, string>>,
  unusable: (text: string) => `The file has “${text}”, which cannot be used here.`,
  unknown: (name: string, text: string) =>
    `The file has “${text}” for “${name}”. There is no such action, or its keys cannot be changed.`,
};

/** Why keys were not taken. */
export function refusedKeys(why: Refusal, platform: string): string {
  const onMac: Partial<Record<Refusal, string>> = ownKeys.refusedOnMac;
  return (platform === 'macos' ? onMac[why] : undefined) ?? ownKeys.refused[why];
}
