/** What the library's menu offers of its server. */
import type { RepositoryView } from '$backend/types';
import type { MenuItem } from '$parts/MenuPanel.svelte';
import { type Keys, keys } from '$words/keys';
import { connection } from '$words/connection';
import { sync, undo } from '$words/sync';

import type { Publishing } from '../publish/publishing.svelte';
import type { Syncing } from '../sync/syncing.svelte';

export function serverMenu(
  repository: RepositoryView,
  drawn: (keys: Keys) => string,
  publishing: Publishing,
  syncing: Syncing,
  test: () => void,
): MenuItem[] {
  if (!repository.server) return [];
  const get = { label: sync.get, keys: drawn(keys.sync), apart: true, act: () => void syncing.start() };
  const { last } = publishing;
  return [
    get,
    { label: connection.open, act: test },
    ...(last ? [{ label: undo.menu(last.at), act: () => publishing.showLast() }] : []),
  ];
}
