/** What every part of the window may need to know: the platform (for shortcuts) and the day. Given once, by the app. */
import { getContext, setContext } from 'svelte';

import { aria, drawn, type Keys, matches } from './keys';

export interface Surroundings {
  platform: string;
  /** The day that it is, `2026-06-04`, by the clock of the library; empty while none is open. */
  readonly today: string;
  drawn: (keys: Keys) => string;
  aria: (keys: Keys) => string | undefined;
  matches: (event: KeyboardEvent, keys: Keys) => boolean;
}

/** Where a component's context has them. */
export const SURROUNDINGS = Symbol('surroundings');

export function surroundingsOf(platform: string, today: () => string): Surroundings {
  return {
    platform,
    get today() {
      return today();
    },
    drawn: (keys) => drawn(keys, platform),
    aria: (keys) => aria(keys, platform),
    matches: (event, keys) => matches(event, keys, platform),
  };
}

/** Gives them to this component and all within. */
export function surround(platform: string, today: () => string): Surroundings {
  return setContext(SURROUNDINGS, surroundingsOf(platform, today));
}

export function surroundings(): Surroundings {
  return getContext<Surroundings>(SURROUNDINGS);
}
