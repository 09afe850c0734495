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
  newPost: { key: 'n', mod: true },
  openLibrary: { key: 'o', mod: true },
  search: { key: 'f', mod: true, shift: true },
  nextColumn: { key: 'F6' },
  previousColumn: { key: 'F6', shift: true },
  save: { key: 's', mod: true },
  undo: { key: 'z', mod: true },
  redo: { key: 'z', mod: true, shift: true },
  redoOther: { key: 'y', mod: true },
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

const DRAWN_MAC: Record<string, string> = { Enter: '↵', Backspace: '⌫', '|': '\\' };
const DRAWN: Record<string, string> = { Enter: 'Enter', Backspace: 'Backspace', '|': '\\' };

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

/** Whether this key press is that shortcut. Digits are compared by their place, since Alt and Shift change their sign. */
export function matches(event: KeyboardEvent, keys: Keys, platform: string): boolean {
  const mac = platform === 'macos';
  const mod = mac ? event.metaKey : event.ctrlKey;
  const wantsMod = Boolean(keys.mod || (keys.alt && mac));
  const other = mac ? event.ctrlKey : event.metaKey;
  if (
    mod !== wantsMod ||
    other ||
    event.shiftKey !== Boolean(keys.shift) ||
    event.altKey !== Boolean(keys.alt)
  )
    return false;
  if (/^\d$/.test(keys.key)) return event.code === `Digit${keys.key}`;
  return event.key.toLowerCase() === keys.key.toLowerCase();
}
