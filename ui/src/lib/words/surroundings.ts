/** What every part of the window may need to know: the platform (for shortcuts). Given once, by the app. */
import { getContext, setContext } from 'svelte';

import { aria, drawn, type Keys, matches } from './keys';

export interface Surroundings {
  platform: string;
  drawn: (keys: Keys) => string;
  aria: (keys: Keys) => string;
  matches: (event: KeyboardEvent, keys: Keys) => boolean;
}

const KEY = Symbol('surroundings');

export function surround(platform: string): Surroundings {
  const given: Surroundings = {
    platform,
    drawn: (keys) => drawn(keys, platform),
    aria: (keys) => aria(keys, platform),
    matches: (event, keys) => matches(event, keys, platform),
  };
  return setContext(KEY, given);
}

export function surroundings(): Surroundings {
  return getContext<Surroundings>(KEY);
}
