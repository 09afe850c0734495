/** An action: one thing that can be done, however it is asked for. Keys, palette, menu and the sheet of keys are made of these. */
import type { ComponentProps } from 'svelte';

import type Icon from '$parts/Icon.svelte';
import type { KeyPart, Keys } from '$words/keys';

import type { Session } from '../desk/session.svelte';

/**
 * Where the keys of an action count: `first`, before those of what has the focus; `aside`, not where one writes, as they
 * mean something else there; `fields`, in the fields of the desk, as the text has its own; `own`, the part of the window
 * that they belong to takes them. Absent: wherever nothing else takes them.
 */
export type Where = 'first' | 'aside' | 'fields' | 'own';

export interface Action {
  /** Its own among all. */
  id: string;
  label: string;
  /** What it would be about just now. */
  detail?: string | undefined;
  icon: ComponentProps<typeof Icon>['of'];
  keys?: Keys;
  /** Other keys for the same. */
  also?: readonly Keys[];
  where?: Where;
  /** Among which keys it is told of; everywhere when absent. */
  part?: KeyPart;
  /** Other words that somebody may look for. */
  keywords?: string;
  /** True, or why it cannot be run just now. Absent: always. */
  available?: () => true | string;
  run: (event?: { timeStamp: number }) => void;
  /** Among the first that the palette offers. */
  often?: boolean;
  /** A setting: told of under a heading of its own. */
  setting?: boolean;
  /** It leads somewhere else that takes the keys: the palette does not stay. */
  leads?: boolean;
  /** By its keys alone: as a line of the palette it would be of no use. */
  keysOnly?: boolean;
}

/** Why it cannot be run just now; null when it can. */
export function hindrance(action: Action): string | null {
  const said = action.available?.() ?? true;
  return said === true ? null : said;
}

/** The title as it is typed: the list hears of it when the file has it. */
export const titleOf = ({ head, summary }: Session): string => head.fields.title ?? summary.title;
