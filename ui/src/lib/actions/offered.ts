/** What of all actions is offered where: by a press of keys, and in the menu of the library. */
import type { MenuItem } from '$parts/MenuPanel.svelte';
import { isChosen, type Keys } from '$words/keys';

import { type Action, hindrance } from './action';

/** Where the keys are pressed. */
export interface Place {
  /** Before what has the focus takes them. */
  first: boolean;
  /** Something is written there. */
  writes: boolean;
  /** In the fields of the desk, not in its text. */
  fields: boolean;
}

/** Keys that the writer chose would mean nothing where the text has them for something else. */
const goesFirst = ({ where, keys }: Action) =>
  where === 'first' || (where === undefined && keys !== undefined && isChosen(keys));

function counts(action: Action, { first, writes, fields }: Place): boolean {
  const { where } = action;
  if (first || where === 'first') return first && goesFirst(action);
  if (where === 'aside') return !writes;
  return where === 'fields' ? fields : where !== 'own';
}

/** The action whose keys these are there. */
export function actionFor(
  actions: readonly Action[],
  event: KeyboardEvent,
  matches: (event: KeyboardEvent, keys: Keys) => boolean,
  place: Place,
): Action | undefined {
  return actions.find(
    (action) =>
      counts(action, place) &&
      [action.keys, ...(action.also ?? [])].some((keys) => keys && matches(event, keys)),
  );
}

/** The menu of the library, in its order. */
const MENU = ['openLibrary', 'toWelcome', 'getChanges', 'testConnection', 'undoPublish', 'fold', 'settings'];
/** After a line. */
const APART = 'getChanges';

export function menuOf(actions: readonly Action[], drawn: (keys: Keys) => string): MenuItem[] {
  return MENU.flatMap((id) => actions.filter((action) => action.id === id && hindrance(action) === null)).map(
    ({ id, label, keys, run }) => ({
      label,
      keys: keys && drawn(keys),
      ...(id === APART && { apart: true }),
      act: () => run(),
    }),
  );
}
