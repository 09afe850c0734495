/** Shortcuts: what they are, how they are drawn and written, and whether a key press is one of them. */
import { SvelteMap } from 'svelte/reactivity';

export interface Keys {
  /** Empty: no keys at all. */
  key: string;
  /** ⌘ on macOS, Ctrl elsewhere. */
  mod?: boolean;
  shift?: boolean;
  /** ⌥⌘ on macOS, Alt elsewhere (AltGr writes characters, so Ctrl+Alt is not used). */
  alt?: boolean;
  /** ⌥ alone on macOS, Alt elsewhere. */
  option?: boolean;
}

/** As they are at first. The names are those of the settings file: `keys.publish`. */
const FIRST = {
  palette: { key: 'k', mod: true },
  goToPost: { key: 'p', mod: true },
  allKeys: { key: '/', mod: true },
  settings: { key: ',', mod: true },
  newPost: { key: 'n', mod: true },
  openLibrary: { key: 'o', mod: true },
  newWindow: { key: 'n', mod: true, shift: true },
  guide: { key: 'F1' },
  search: { key: 'f', mod: true, shift: true },
  nextColumn: { key: 'F6' },
  previousColumn: { key: 'F6', shift: true },
  save: { key: 's', mod: true },
  undo: { key: 'z', mod: true },
  redo: { key: 'z', mod: true, shift: true },
  redoOther: { key: 'y', mod: true },
  bold: { key: 'b', mod: true },
  italic: { key: 'i', mod: true },
  code: { key: 'e', mod: true },
  link: { key: 'k', mod: true, shift: true },
  strike: { key: 'x', mod: true, shift: true },
  quote: { key: '.', mod: true, shift: true },
  paragraph: { key: '0', mod: true, shift: true },
  heading1: { key: '1', mod: true, shift: true },
  heading2: { key: '2', mod: true, shift: true },
  heading3: { key: '3', mod: true, shift: true },
  heading4: { key: '4', mod: true, shift: true },
  heading5: { key: '5', mod: true, shift: true },
  heading6: { key: '6', mod: true, shift: true },
  tickBox: { key: 'Enter', mod: true },
  find: { key: 'f', mod: true },
  outline: { key: 'o', mod: true, shift: true },
  addTag: { key: 't', mod: true, shift: true },
  view: { key: '\\', mod: true },
  /** With Shift, the key of `\\` gives `|`. */
  sight: { key: '|', mod: true, shift: true },
  findInPreview: { key: 'f', mod: true },
  copyRich: { key: 'c', mod: true, shift: true },
  deskAlone: { key: 'd', mod: true, shift: true },
  publish: { key: 'p', mod: true, shift: true },
  sync: { key: 'g', mod: true, shift: true },
  confirm: { key: 'Enter', mod: true },
  rename: { key: 'F2' },
  duplicate: { key: 'd', mod: true },
  history: { key: 'h', mod: true, shift: true },
  remove: { key: 'Backspace', mod: true },
  postMenu: { key: 'F10', shift: true },
  all: { key: '1', alt: true },
  drafts: { key: '2', alt: true },
  scheduled: { key: '3', alt: true },
  published: { key: '4', alt: true },
  unpublished: { key: '5', alt: true },
} satisfies Record<string, Keys>;

export type KeyName = keyof typeof FIRST;
const NAMES = Object.keys(FIRST) as KeyName[];

/** They belong to no action, but to a part of the window alone, and stay as they are. */
const FIXED: ReadonlySet<string> = new Set<KeyName>([
  'paragraph',
  'heading1',
  'heading2',
  'heading3',
  'heading4',
  'heading5',
  'heading6',
  'sight',
  'findInPreview',
  'copyRich',
  'confirm',
  'remove',
  'postMenu',
]);

/** Whether the writer can have other keys for it. */
export const isChangeable = (name: string): name is KeyName => Object.hasOwn(FIRST, name) && !FIXED.has(name);

/** Those that the writer chose. */
const own = new SvelteMap<KeyName, Keys>();

/**
 * The keys that count now, by name. What is drawn from them, or asks them when a key is pressed, is right whenever they
 * change; whoever keeps one is not. Each name has an object of its own.
 */
export const keys = Object.defineProperties(
  {},
  Object.fromEntries(
    NAMES.map((name) => [name, { enumerable: true, get: () => own.get(name) ?? FIRST[name] }]),
  ),
) as Readonly<Record<KeyName, Keys>>;

/** The keys of the settings, by name, as they are written there. What cannot be used is as at first. */
export function chooseKeys(given: Readonly<Record<string, string>>): void {
  for (const name of NAMES.filter(isChangeable)) {
    const text = given[name];
    const wanted = text === undefined ? null : usable(text);
    if (!wanted || isSameKeys(wanted, FIRST[name])) own.delete(name);
    else if (!isSameKeys(wanted, own.get(name))) own.set(name, wanted);
  }
}

export const firstKeys = (name: KeyName): Keys => FIRST[name];
/** The writer chose them: they go before what else these keys mean in the text. */
export const isChosen = (wanted: Keys): boolean => [...own.values()].includes(wanted);
export const nameOf = (wanted: Keys): KeyName | undefined => NAMES.find((name) => keys[name] === wanted);
export const isSameKeys = (a: Keys, b: Keys | undefined): boolean => b !== undefined && print(a) === print(b);

/** The parts of the window that have keys of their own, in the order in which they are told. */
export type KeyPart = 'everywhere' | 'desk' | 'preview' | 'publish' | 'lists';

const plain = (...all: string[]): Keys[] => all.map((key) => ({ key }));

/** Keys that belong to a part of the window alone and are no actions: they are told of, and taken there. */
export const otherKeys: readonly { part: KeyPart; keys: readonly Keys[]; label: string }[] = [
  { part: 'everywhere', keys: plain('Escape'), label: 'One step back' },
  {
    part: 'desk',
    keys: [keys.heading1, keys.heading2, keys.heading3, keys.heading4, keys.heading5, keys.heading6],
    label: 'Heading of level 1 to 6',
  },
  { part: 'desk', keys: [keys.paragraph], label: 'Paragraph' },
  { part: 'desk', keys: [{ key: 'F3' }, { key: 'F3', shift: true }], label: 'Find next, previous' },
  { part: 'desk', keys: [{ key: 'F8' }, { key: 'F8', shift: true }], label: 'Next, previous problem' },
  { part: 'desk', keys: [{ key: 'Enter', option: true }], label: 'Mend the problem at the caret' },
  { part: 'preview', keys: [keys.sight], label: 'Post, Front page, Link card' },
  { part: 'preview', keys: [keys.findInPreview], label: 'Find in preview' },
  { part: 'preview', keys: [keys.copyRich], label: 'Copy as rich text' },
  { part: 'publish', keys: plain(' '), label: 'Tick a post, or not' },
  { part: 'publish', keys: [keys.confirm], label: 'Publish what is ticked' },
  { part: 'publish', keys: plain('Escape'), label: 'Close; a running publish goes on' },
  { part: 'lists', keys: plain('ArrowUp', 'ArrowDown', 'J', 'K'), label: 'Move' },
  { part: 'lists', keys: plain('Enter'), label: 'Open' },
  {
    part: 'lists',
    keys: [
      { key: 'ArrowUp', shift: true },
      { key: 'ArrowDown', shift: true },
    ],
    label: 'Choose several posts',
  },
  { part: 'lists', keys: [{ key: ' ', mod: true }], label: 'Choose one more post, or not' },
  { part: 'lists', keys: [{ key: 'a', mod: true }], label: 'Choose all posts shown' },
  { part: 'lists', keys: [keys.remove], label: 'Delete' },
  { part: 'lists', keys: [keys.postMenu], label: 'What can be done with the post' },
  {
    part: 'lists',
    // Those of the action: they go along when it gets others.
    get keys() {
      return [keys.undo];
    },
    label: 'Take the last change back',
  },
  { part: 'lists', keys: plain('1', '2', '3', '4'), label: 'Yours, theirs, both, edit' },
];

const SIGNS: Record<string, string> = {
  '|': '\\',
  ' ': 'Space',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};
const DRAWN_MAC: Record<string, string> = { ...SIGNS, Enter: '↵', Backspace: '⌫' };
const DRAWN: Record<string, string> = { ...SIGNS, Enter: 'Enter', Backspace: 'Backspace' };

/** A letter as a capital; a name of more letters, and what would become two, as it is. */
function capital(key: string): string {
  const upper = key.toUpperCase();
  return key.length === 1 && upper.length === 1 ? upper : key;
}

/** `⇧⌘P` on macOS, `Ctrl+Shift+P` elsewhere; empty for none. */
export function drawn(keys: Keys, platform: string): string {
  if (keys.key === '') return '';
  const mac = platform === 'macos';
  const key = (mac ? DRAWN_MAC : DRAWN)[keys.key] ?? capital(keys.key);
  if (mac)
    return `${keys.shift ? '⇧' : ''}${keys.alt || keys.option ? '⌥' : ''}${keys.mod || keys.alt ? '⌘' : ''}${key}`;
  return [keys.mod && 'Ctrl', (keys.alt || keys.option) && 'Alt', keys.shift && 'Shift', key]
    .filter(Boolean)
    .join('+');
}

/** The same in the form of `aria-keyshortcuts`; undefined for none. */
export function aria(keys: Keys, platform: string): string | undefined {
  if (keys.key === '') return undefined;
  const mac = platform === 'macos';
  const mods = [
    (keys.mod || (keys.alt && mac)) && (mac ? 'Meta' : 'Control'),
    keys.alt && 'Alt',
    keys.shift && 'Shift',
  ];
  return [...mods, capital(keys.key)].filter(Boolean).join('+');
}

/** As the settings file has them, `Mod+Shift+P`; empty for none. */
export function print({ key, mod, shift, alt }: Keys): string {
  const sign = key === ' ' ? 'Space' : capital(key);
  return [mod && 'Mod', alt && 'Alt', shift && 'Shift', sign].filter(Boolean).join('+');
}

/** Keys with a name of their own, as key presses call them. */
const NAMED =
  /^(?:F(?:[1-9]|1\d|2[0-4])|Enter|Escape|Tab|Backspace|Delete|Insert|Home|End|Page(?:Up|Down)|Arrow(?:Up|Down|Left|Right))$/;

/** What the settings file has; null when it cannot be read. */
export function parse(text: string): Keys | null {
  if (text === '') return { key: '' };
  // The key may be `+` itself.
  const parts = text.endsWith('++') ? [...text.slice(0, -2).split('+'), '+'] : text.split('+');
  const sign = parts.pop() ?? '';
  const each = new Set(parts);
  if (each.size < parts.length || parts.some((part) => !['Mod', 'Alt', 'Shift'].includes(part))) return null;
  const key =
    sign === 'Space' ? ' ' : sign.length === 1 ? sign.toLowerCase() : NAMED.test(sign) ? sign : null;
  if (key === null || (sign !== 'Space' && key.trim() === '')) return null;
  return {
    key,
    ...(each.has('Mod') && { mod: true }),
    ...(each.has('Shift') && { shift: true }),
    ...(each.has('Alt') && { alt: true }),
  };
}

/**
 * Why keys cannot be those of an action. `plain`: alone they write or move; `tab`, `escape`: they lead on and back;
 * `system`: all programs have them; `others`: they write characters, or are the system's.
 */
export type Refusal = 'plain' | 'tab' | 'escape' | 'system' | 'others';

/** Copy, paste, cut, all, close and quit. */
const OF_ALL_PROGRAMS = new Set(['a', 'c', 'v', 'x', 'w', 'q']);

export function refusal({ key, mod, shift, alt }: Keys): Refusal | null {
  if (key === '') return null;
  if (key === 'Tab') return 'tab';
  if (key === 'Escape') return 'escape';
  if (mod && alt) return 'others';
  if (mod && !shift && OF_ALL_PROGRAMS.has(key)) return 'system';
  return mod || alt || /^F\d/.test(key) ? null : 'plain';
}

/** Keys for an action as the settings file has them; null when they cannot be that. */
export function usable(text: string): Keys | null {
  const found = parse(text);
  return found && refusal(found) === null ? found : null;
}

const MODIFIERS = new Set(['Control', 'Meta', 'Shift', 'Alt', 'AltGraph', 'CapsLock', 'Fn', 'OS', 'Super']);

/** The keys that are pressed, or why they can be no action's; null while only modifiers are held. */
export function pressed(event: KeyboardEvent, platform: string): Keys | Refusal | null {
  if (MODIFIERS.has(event.key)) return null;
  // What is there already has its own form.
  const known = NAMES.map((name) => keys[name]).find((one) => matches(event, one, platform));
  if (known) return { ...known };
  const mac = platform === 'macos';
  const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  const alt = event.altKey;
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const key = digit ?? (alt && letter ? letter : event.key);
  const single = key.length === 1;
  if (other || (alt && mod !== mac) || !(single || NAMED.test(key))) return 'others';
  const found: Keys = {
    key: single ? key.toLowerCase() : key,
    ...(alt ? { alt: true } : mod && { mod: true }),
    ...(event.shiftKey && { shift: true }),
  };
  return refusal(found) ?? found;
}

/**
 * Whether this key press is that shortcut. Digits, letters with Alt, and the full stop with Shift are compared by their
 * place, since Alt and Shift change their sign. The stroke is the same with Shift: on many keyboards there is none without.
 */
export function matches(event: KeyboardEvent, keys: Keys, platform: string): boolean {
  if (keys.key === '') return false;
  const mac = platform === 'macos';
  const mod = mac ? event.metaKey : event.ctrlKey;
  const wantsMod = Boolean(keys.mod || (keys.alt && mac));
  const other = mac ? event.ctrlKey : event.metaKey;
  if (
    mod !== wantsMod ||
    other ||
    (event.shiftKey !== Boolean(keys.shift) && keys.key !== '/') ||
    event.altKey !== Boolean(keys.alt)
  )
    return false;
  if (/^\d$/.test(keys.key)) return event.code === `Digit${keys.key}`;
  if (keys.key === '.' && keys.shift) return event.code === 'Period';
  if (keys.alt && event.code === `Key${keys.key.toUpperCase()}`) return true;
  return event.key.toLowerCase() === keys.key.toLowerCase();
}
