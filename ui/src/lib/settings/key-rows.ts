/** The keys that can be changed, by the actions that have them, and what stands in the way of others. */
import {
  isChangeable,
  isSameKeys,
  type KeyName,
  type KeyPart,
  type Keys,
  nameOf,
  otherKeys,
} from '$words/keys';
import { ownKeys as words } from '$words/settings';

import type { Action } from '../actions/action';

export interface KeyRow {
  name: KeyName;
  label: string;
  part: KeyPart;
  keys: Keys;
  /** Where they count. */
  reach: readonly KeyPart[];
}

/** An action has a row for its keys, and one for other keys for the same. */
export function keyRows(actions: readonly Action[]): KeyRow[] {
  return actions.flatMap(({ label, part = 'everywhere', where, keys, also = [] }) =>
    [...(keys ? [keys] : []), ...also].flatMap((one) => {
      const name = nameOf(one);
      if (!name || !isChangeable(name)) return [];
      // Those of the text and of the fields count there alone, and in the lists that have the same.
      const told = otherKeys.filter((row) => row.keys.includes(one)).map((row) => row.part);
      const reach: KeyPart[] = where === 'own' || where === 'fields' ? ['desk', ...told] : ['everywhere'];
      return [{ name, label: one === keys ? label : words.other(label), part, keys: one, reach }];
    }),
  );
}

export type Clash = { kind: 'action'; row: KeyRow } | { kind: 'fixed'; label: string };

/** Who has these keys already where this action wants them. */
export function clashOf(rows: readonly KeyRow[], of: KeyRow, wanted: Keys): Clash | null {
  if (wanted.key === '') return null;
  // Wherever an action counts, it would be done, or not, depending on what has the focus: that nobody expects.
  const row = rows.find((one) => one.name !== of.name && isSameKeys(wanted, one.keys));
  if (row) return { kind: 'action', row };
  const own = new Set(rows.map(({ keys }) => keys));
  const fixed = otherKeys.find(
    ({ part, keys }) =>
      (part === 'everywhere' || of.reach.includes('everywhere') || of.reach.includes(part)) &&
      keys.some((one) => !own.has(one) && isSameKeys(wanted, one)),
  );
  return fixed ? { kind: 'fixed', label: fixed.label } : null;
}
