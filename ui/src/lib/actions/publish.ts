/** Publishing, taking it back, and the server. */
import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import Cable from '@lucide/svelte/icons/cable';
import EyeOff from '@lucide/svelte/icons/eye-off';
import Files from '@lucide/svelte/icons/files';
import Send from '@lucide/svelte/icons/send';
import Split from '@lucide/svelte/icons/split';
import Undo from '@lucide/svelte/icons/undo-2';

import { connection } from '$words/connection';
import { words } from '$words/en';
import { keys } from '$words/keys';
import { actions, why } from '$words/palette';
import { sync, undo, unpublish } from '$words/sync';
import { waiting } from '$words/verbs';
import { meeting } from '$words/versions';

import type { Screen } from '../shell/screen.svelte';
import { type Action, titleOf } from './action';

export function publishActions(screen: Screen): Action[] {
  const { library, publishing, syncing, session } = screen;
  const { counts, repository, twoVersions } = library.view;
  const { last } = publishing;
  const waits = counts.unpublished + counts.deleted;
  const waitsSaid = waits > 0 ? waiting(counts.unpublished, counts.deleted) : undefined;
  const onServer = () => (repository.server ? true : why.noServer);
  return [
    {
      id: 'publish',
      label: words.desk.publish,
      detail: session ? actions.publishSays : waitsSaid,
      icon: Send,
      keys: keys.publish,
      part: 'publish',
      keywords: 'send push review',
      // What runs, or has just ended, is shown whatever is open.
      available: () =>
        session || waits > 0 || publishing.busy || publishing.news !== null ? true : words.publish.nothing,
      run: (event) => screen.publish(event),
      often: true,
      leads: true,
    },
    {
      id: 'publishSeveral',
      label: actions.publishSeveral,
      detail: waitsSaid,
      icon: Files,
      keywords: 'all send push',
      available: () => (waits === 0 ? words.publish.nothing : session ? true : why.publishShowsAll),
      run: (event) => screen.publish(event, true),
      often: true,
      leads: true,
    },
    {
      id: 'undoPublish',
      label: last ? undo.menu(last.at) : actions.undoPublish,
      detail: last ? words.publish.subject(last.posts) : undefined,
      icon: Undo,
      keywords: 'last take back',
      available: () => (last ? true : why.nothingToUndo),
      run: () => publishing.showLast(),
      often: true,
      leads: true,
    },
    {
      id: 'unpublish',
      label: unpublish.menu,
      detail: session ? titleOf(session) : undefined,
      icon: EyeOff,
      keywords: 'make a draft again hide',
      available: () => (!session ? why.noPost : screen.offers?.public ? true : why.notPublic),
      run: () => session && void publishing.unpublish(session.path),
      leads: true,
    },
    {
      id: 'getChanges',
      label: sync.get,
      detail: repository.behind > 0 ? sync.fromOthers(repository.behind) : undefined,
      icon: ArrowDownToLine,
      keys: keys.sync,
      keywords: 'sync pull fetch receive',
      available: onServer,
      run: () => void syncing.start(),
      often: true,
      leads: true,
    },
    {
      id: 'testConnection',
      label: connection.open,
      detail: repository.server,
      icon: Cable,
      keywords: 'server doctor ssh',
      available: onServer,
      run: () => screen.testConnection(),
      leads: true,
    },
    {
      id: 'seeBoth',
      label: meeting.show,
      detail: twoVersions.length > 0 ? meeting.waiting(twoVersions.length) : undefined,
      icon: Split,
      keywords: 'conflict merge meet',
      available: () => (twoVersions.length > 0 ? true : why.oneVersion),
      run: () => screen.meetNext(),
      leads: true,
    },
  ];
}
