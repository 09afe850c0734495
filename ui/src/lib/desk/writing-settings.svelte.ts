/** How the manuscript looks and what it does by itself, as the writer likes it. Remembered by itself, for all posts. */
const KEY = 'galley.writing';

/** The faces, and how wide a letter is on average, in em. */
export const FACES = {
  quattro: { family: 'var(--manuscript)', letter: 0.6, tracking: '-0.013em' },
  literata: { family: "'Literata Variable', Georgia, serif", letter: 0.5, tracking: '0' },
  inter: { family: 'var(--interface)', letter: 0.53, tracking: '0' },
  mono: { family: 'var(--code)', letter: 0.6, tracking: '0' },
} as const;
/** The measures, in characters. */
export const MEASURES = { narrow: 56, normal: 68, wide: 84 } as const;
export const SMALLEST = 13;
export const LARGEST = 22;

export type Face = keyof typeof FACES;
export type Measure = keyof typeof MEASURES;

/** What can be on or off. */
export const SWITCHES = ['focus', 'typewriter', 'styling', 'spelling', 'pairs'] as const;
export type Switch = (typeof SWITCHES)[number];

export interface Writing extends Record<Switch, boolean> {
  face: Face;
  /** In pixels; null: as the window is large. */
  size: number | null;
  measure: Measure;
}

const DEFAULTS: Writing = {
  face: 'quattro',
  size: null,
  measure: 'normal',
  focus: false,
  typewriter: false,
  styling: true,
  spelling: true,
  pairs: true,
};

/** What was kept, as far as it can be used; anything else is as at first. */
export function readWriting(kept: string | null): Writing {
  let found: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(kept ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) found = parsed as Record<string, unknown>;
  } catch {
    // Broken: nothing was kept.
  }
  const all = { ...DEFAULTS };
  const { face, size, measure } = found;
  if (typeof face === 'string' && Object.hasOwn(FACES, face)) all.face = face as Face;
  if (typeof measure === 'string' && Object.hasOwn(MEASURES, measure)) all.measure = measure as Measure;
  if (Number.isInteger(size)) all.size = within(size as number);
  for (const name of SWITCHES) {
    const value = found[name];
    if (typeof value === 'boolean') all[name] = value;
  }
  return all;
}

const within = (size: number) => Math.min(Math.max(size, SMALLEST), LARGEST);

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export class WritingSettings {
  #all = $state.raw<Writing>(readWriting(recall()));

  get all(): Writing {
    return this.#all;
  }

  set(part: Partial<Writing>): void {
    this.#all = { ...this.#all, ...part };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#all));
    } catch {
      // Nothing is lost but how the text looks the next time.
    }
  }

  toggle(name: Switch): void {
    this.set({ [name]: !this.#all[name] });
  }

  /** The size of letters in a window of this width, in pixels. */
  sizeIn(window: number): number {
    return this.#all.size ?? (window >= 1600 ? 16 : 15);
  }

  /** One pixel more or less. */
  resize(by: number, window: number): void {
    this.set({ size: within(this.sizeIn(window) + by) });
  }

  /** How wide lines may be in a window of this width, in pixels. */
  measureIn(window: number): number {
    return this.sizeIn(window) * FACES[this.#all.face].letter * MEASURES[this.#all.measure];
  }

  /** All as it was at first. */
  reset(): void {
    this.set(DEFAULTS);
  }

  get untouched(): boolean {
    return (Object.keys(DEFAULTS) as (keyof Writing)[]).every((name) => this.#all[name] === DEFAULTS[name]);
  }
}

/** One for the window: all posts are written alike. */
export const writing = new WritingSettings();
