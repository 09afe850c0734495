/** Shortcuts: what they are, how they are drawn, and whether a key press is one of them. */
export interface Keys {
  key: string;
  /** ⌘ on macOS, Ctrl elsewhere. */
  mod?: boolean;
  shift?: boolean;
  /** ⌥⌘ on macOS, Alt elsewhere (AltGr writes characters, so Ctrl+Alt is not used). */
  alt?: boolean;
}

export const keys = {
  palette: { key: 'k', mod: true },
  goToPost: { key: 'p', mod: true },
  allKeys: { key: '/', mod: true },
  newPost: { key: 'n', mod: true },
  openLibrary: { key: 'o', mod: true },
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
  { part: 'preview', keys: [keys.sight], label: 'Post, Front page, Link card' },
  { part: 'preview', keys: [keys.findInPreview], label: 'Find in preview' },
  { part: 'preview', keys: [keys.copyRich], label: 'Copy as rich text' },
  { part: 'publish', keys: plain(' '), label: 'Tick a post, or not' },
  { part: 'publish', keys: [keys.confirm], label: 'Publish what is ticked' },
  { part: 'publish', keys: plain('Escape'), label: 'Close; a running publish goes on' },
  { part: 'lists', keys: plain('ArrowUp', 'ArrowDown', 'J', 'K'), label: 'Move' },
  { part: 'lists', keys: plain('Enter'), label: 'Open' },
  { part: 'lists', keys: [keys.remove], label: 'Delete' },
  { part: 'lists', keys: [keys.postMenu], label: 'What can be done with the post' },
  { part: 'lists', keys: [keys.undo], label: 'Take the last change back' },
  { part: 'lists', keys: plain('1', '2', '3', '4'), label: 'Yours, theirs, both, edit' },
];

const SIGNS: Record<string, string> = {
  '|': '\\',
  ' ': 'Space',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
};
const DRAWN_MAC: Record<string, string> = { ...SIGNS, Enter: '↵', Backspace: '⌫' };
const DRAWN: Record<string, string> = { ...SIGNS, Enter: 'Enter', Backspace: 'Backspace' };

/** `⇧⌘P` on macOS, `Ctrl+Shift+P` elsewhere. */
export function drawn(keys: Keys, platform: string): string {
  const mac = platform === 'macos';
  const key = (mac ? DRAWN_MAC : DRAWN)[keys.key] ?? keys.key.toUpperCase();
  if (mac) return `${keys.shift ? '⇧' : ''}${keys.alt ? '⌥' : ''}${keys.mod || keys.alt ? '⌘' : ''}${key}`;
  return [keys.mod && 'Ctrl', keys.alt && 'Alt', keys.shift && 'Shift', key].filter(Boolean).join('+');
}

/** The same in the form of `aria-keyshortcuts`. */
export function aria(keys: Keys, platform: string): string {
  const mac = platform === 'macos';
  const mods = [
    (keys.mod || (keys.alt && mac)) && (mac ? 'Meta' : 'Control'),
    keys.alt && 'Alt',
    keys.shift && 'Shift',
  ];
  return [...mods, keys.key.length === 1 ? keys.key.toUpperCase() : keys.key].filter(Boolean).join('+');
}

/**
 * Whether this key press is that shortcut. Digits are compared by their place, since Alt and Shift change their sign. The
 * stroke is the same with Shift: on many keyboards there is none without.
 */
export function matches(event: KeyboardEvent, keys: Keys, platform: string): boolean {
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
  return event.key.toLowerCase() === keys.key.toLowerCase();
}
