/** The blog as a whole and the window: other blogs, the repository, columns, and the sheets that keys open. */
import Command from '@lucide/svelte/icons/command';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import GitBranch from '@lucide/svelte/icons/git-branch';
import House from '@lucide/svelte/icons/house';
import Keyboard from '@lucide/svelte/icons/keyboard';
import PanelLeft from '@lucide/svelte/icons/panel-left';
import SettingsIcon from '@lucide/svelte/icons/settings-2';

import { words } from '$words/en';
import { keys } from '$words/keys';
import { actions, palette, why } from '$words/palette';
import { settings } from '$words/settings';

import { nextColumn } from '../shell/focus-columns';
import type { Screen } from '../shell/screen.svelte';
import type { Action } from './action';

export function blogActions(screen: Screen): Action[] {
  const { columns, library } = screen;
  return [
    {
      id: 'palette',
      label: actions.palette,
      icon: Command,
      keys: keys.palette,
      where: 'first',
      run: () => screen.turnOver('palette'),
      keysOnly: true,
    },
    {
      id: 'goToPost',
      label: palette.goToPost,
      icon: Command,
      keys: keys.goToPost,
      where: 'first',
      run: () => screen.turnOver('posts'),
      keysOnly: true,
    },
    {
      id: 'allKeys',
      label: actions.allKeys,
      icon: Keyboard,
      keys: keys.allKeys,
      where: 'first',
      keywords: 'shortcuts help',
      run: () => screen.turnOver('keys'),
      often: true,
      leads: true,
    },
    {
      id: 'settings',
      label: settings.open,
      icon: SettingsIcon,
      keys: keys.settings,
      keywords: settings.keywords,
      run: () => screen.showSettings(),
      leads: true,
    },
    {
      id: 'openLibrary',
      label: words.library.openOther,
      icon: FolderOpen,
      keys: keys.openLibrary,
      keywords: 'blog folder',
      run: () => screen.openOther(),
      leads: true,
    },
    {
      id: 'toWelcome',
      label: words.library.toWelcome,
      icon: House,
      keywords: 'welcome new close',
      run: () => screen.toWelcome(),
      leads: true,
    },
    {
      id: 'repository',
      label: actions.repository,
      detail: library.view.repository.branch,
      icon: GitBranch,
      keywords: 'git switch review',
      run: () => (screen.popped = 'repository'),
      leads: true,
    },
    {
      id: 'fold',
      label: columns.rail ? words.library.unfold : words.library.fold,
      icon: PanelLeft,
      keywords: 'column rail sidebar',
      available: () => (columns.foldable ? true : why.tooNarrow),
      run: () => columns.fold(!columns.rail),
    },
    {
      id: 'nextColumn',
      label: actions.nextColumn,
      icon: PanelLeft,
      keys: keys.nextColumn,
      run: () => nextColumn(1),
      keysOnly: true,
    },
    {
      id: 'previousColumn',
      label: actions.previousColumn,
      icon: PanelLeft,
      keys: keys.previousColumn,
      run: () => nextColumn(-1),
      keysOnly: true,
    },
  ];
}
