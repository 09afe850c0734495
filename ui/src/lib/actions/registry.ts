/** All actions there are, the most useful first. A new one is one more entry in the list that it belongs to. */
import type { Screen } from '../shell/screen.svelte';
import type { Action } from './action';
import { blogActions } from './blog';
import { deskActions } from './desk';
import { listActions } from './list';
import { postActions } from './post';
import { publishActions } from './publish';
import { textActions } from './text';

/** As things are now: labels and details are those of this moment. */
export function actionsOf(screen: Screen): Action[] {
  return [publishActions, postActions, deskActions, textActions, listActions, blogActions].flatMap((list) =>
    list(screen),
  );
}
