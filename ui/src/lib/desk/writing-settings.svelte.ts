/** How the manuscript looks and what it does by itself, as the writer likes it: the settings of it, for all posts. */
import type { Face, Measure } from '$backend/types';

import { settings } from '../settings/settings.svelte';

/** The faces, and how wide a letter is on average, in em. */
export const FACES = {
  quattro: { family: 'var(--manuscript)', letter: 0.6, tracking: '-0.013em' },
  literata: { family: "'Literata Variable', Georgia, serif", letter: 0.5, tracking: '0' },
  inter: { family: 'var(--interface)', letter: 0.53, tracking: '0' },
  mono: { family: 'var(--code)', letter: 0.6, tracking: '0' },
} satisfies Record<Face, object>;
/** The measures, in characters. */
export const MEASURES = { narrow: 56, normal: 68, wide: 84 } satisfies Record<Measure, number>;
export const SMALLEST = 13;
export const LARGEST = 22;

/** What can be on or off. */
export const SWITCHES = ['focus', 'typewriter', 'styling', 'spelling', 'pairs'] as const;
export type Switch = (typeof SWITCHES)[number];

export interface Writing extends Record<Switch, boolean> {
  face: Face;
  /** In pixels; null: as the window is large. */
  size: number | null;
  measure: Measure;
}

/** Under which names the settings have them. */
const NAMES: Record<keyof Writing, string> = {
  face: 'writing.face',
  size: 'writing.size',
  measure: 'writing.measure',
  focus: 'writing.focus',
  typewriter: 'writing.typewriter',
  styling: 'writing.styling',
  spelling: 'spelling.check',
  pairs: 'writing.pairs',
};
const PARTS = Object.keys(NAMES) as (keyof Writing)[];

const within = (size: number) => Math.min(Math.max(size, SMALLEST), LARGEST);

export class WritingSettings {
  readonly #all = $derived.by<Writing>(() => {
    const { writing, spelling } = settings.all;
    return { ...writing, size: writing.size || null, spelling: spelling.check };
  });

  get all(): Writing {
    return this.#all;
  }

  set(part: Partial<Writing>): void {
    for (const name of PARTS) {
      const value = part[name];
      // A size that the window gives is 0 in the file.
      if (value !== undefined) void settings.change(NAMES[name], value ?? 0);
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
    for (const name of PARTS) if (!settings.isFirst(NAMES[name])) void settings.change(NAMES[name]);
  }

  get untouched(): boolean {
    return PARTS.every((name) => settings.isFirst(NAMES[name]));
  }
}

/** One for the window: all posts are written alike. */
export const writing = new WritingSettings();
