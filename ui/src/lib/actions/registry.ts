/** All actions there are, the most useful first. A new one is one more entry in the list that it belongs to. */
import type { Menu, MenuLine } from '$backend/types';
import { menus } from '$words/help';
import type { Keys } from '$words/keys';

import type { Screen } from '../shell/screen.svelte';
import { type Action, hindrance } from './action';
import { blogActions } from './blog';
import { deskActions } from './desk';
import { listActions } from './list';
import { postActions } from './post';
import { publishActions } from './publish';
import { textActions } from './text';
import { windowActions } from './window';

/** As things are now: labels and details are those of this moment. */
export function actionsOf(screen: Screen): Action[] {
  return [
    publishActions,
    postActions,
    deskActions,
    textActions,
    listActions,
    blogActions,
    windowActions,
  ].flatMap((list) => list(screen));
}

/** The same as menus, those that belong together in one part. What only its keys ask for is not among them. */
export function menusOf(screen: Screen, drawn: (keys: Keys) => string): Menu[] {
  const part = (actions: Action[]): MenuLine[] =>
    actions
      .filter(({ keysOnly }) => !keysOnly)
      .map((action) => ({
        id: action.id,
        label: action.label,
        ...(action.keys?.key && { keys: drawn(action.keys) }),
        enabled: hindrance(action) === null,
      }));
  const window = windowActions(screen);
  const isHelp = ({ id }: Action) => id !== 'newWindow';
  return [
    { label: menus.blog, parts: [window.filter((action) => !isHelp(action)), blogActions(screen)] },
    { label: menus.post, parts: [postActions(screen), publishActions(screen)] },
    { label: menus.text, parts: [textActions(screen)] },
    { label: menus.view, parts: [deskActions(screen)] },
    { label: menus.list, parts: [listActions(screen)] },
    { label: menus.help, parts: [window.filter(isHelp)] },
  ].map(({ label, parts }) => ({ label, parts: parts.map(part).filter((lines) => lines.length > 0) }));
}
