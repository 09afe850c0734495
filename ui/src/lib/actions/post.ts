/** What is done with whole posts: new ones, the open one, those that are gone. */
import ArchiveRestore from '@lucide/svelte/icons/archive-restore';
import Copy from '@lucide/svelte/icons/copy';
import CopyPlus from '@lucide/svelte/icons/copy-plus';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderSearch from '@lucide/svelte/icons/folder-search';
import History from '@lucide/svelte/icons/history';
import Link from '@lucide/svelte/icons/link-2';
import Pencil from '@lucide/svelte/icons/pencil';
import SquarePen from '@lucide/svelte/icons/square-pen';
import Trash from '@lucide/svelte/icons/trash-2';
import Undo from '@lucide/svelte/icons/undo-2';

import { words } from '$words/en';
import { keys } from '$words/keys';
import { actions, why } from '$words/palette';
import { verbs as verbWords } from '$words/verbs';
import { history } from '$words/versions';

import type { Screen } from '../shell/screen.svelte';
import { type Action, titleOf } from './action';

export function postActions(screen: Screen): Action[] {
  const { library, session, offers } = screen;
  const { verbs, versions } = library;
  const target = session && { path: session.path, title: titleOf(session) };
  const open = () => (target ? true : why.noPost);
  const movable = () => (!target ? why.noPost : offers?.movable === false ? why.notMovable : true);
  return [
    {
      id: 'newPost',
      label: words.posts.newPost,
      icon: SquarePen,
      keys: keys.newPost,
      keywords: 'write start',
      run: () => void screen.start(),
      often: true,
      leads: true,
    },
    {
      id: 'history',
      label: history.menu,
      detail: target?.title,
      icon: History,
      keys: keys.history,
      part: 'lists',
      keywords: 'versions timeline restore',
      available: open,
      run: () => target && screen.history(target.path),
      often: true,
      leads: true,
    },
    {
      id: 'rename',
      label: verbWords.rename,
      detail: target?.title,
      icon: Pencil,
      keys: keys.rename,
      part: 'lists',
      keywords: 'file name address slug',
      available: movable,
      run: () => target && screen.act('rename', target),
      leads: true,
    },
    {
      id: 'duplicate',
      label: verbWords.duplicate,
      detail: target?.title,
      icon: CopyPlus,
      keys: keys.duplicate,
      where: 'aside',
      part: 'lists',
      keywords: 'copy',
      available: movable,
      run: () => target && screen.act('duplicate', target),
      leads: true,
    },
    {
      id: 'move',
      label: verbWords.move,
      detail: target?.title,
      icon: FolderInput,
      keywords: 'collection folder',
      available: () =>
        !target
          ? why.noPost
          : !offers
            ? why.notAskedYet
            : offers.collections.length > 0
              ? true
              : why.noCollections,
      run: () => void screen.askPlace(),
      leads: true,
    },
    {
      id: 'remove',
      label: verbWords.remove,
      detail: target?.title,
      icon: Trash,
      keywords: 'remove trash',
      available: movable,
      run: () => target && screen.act('remove', target),
    },
    {
      id: 'copyAddress',
      label: verbWords.copyAddress,
      detail: offers?.address,
      icon: Link,
      keywords: 'link url',
      available: () => (!target ? why.noPost : offers?.address === undefined ? why.noAddress : true),
      run: () => offers?.address !== undefined && void verbs.copy(offers.address, verbWords.addressCopied),
    },
    {
      id: 'copyPath',
      label: verbWords.copyPath,
      detail: target?.path,
      icon: Copy,
      keywords: 'file',
      available: () => (!target ? why.noPost : offers ? true : why.notAskedYet),
      run: () => offers && void verbs.copy(offers.file, verbWords.pathCopied),
    },
    {
      id: 'showInFolder',
      label: verbWords.showInFolder,
      detail: target?.path,
      icon: FolderSearch,
      keywords: 'file finder explorer reveal',
      available: open,
      run: () => target && void verbs.showInFolder(target.path),
    },
    {
      id: 'undoInList',
      label: actions.undoInList,
      detail: verbs.done?.text,
      icon: Undo,
      keywords: 'undo',
      available: () => (verbs.done ? true : why.nothingInList),
      run: () => void verbs.undo(),
    },
    {
      id: 'deletedPosts',
      label: history.deletedMenu,
      icon: ArchiveRestore,
      keywords: 'trash restore put back',
      run: () => void versions.openDeleted(),
      leads: true,
    },
  ];
}
