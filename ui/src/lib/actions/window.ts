/** Windows and help: what has nothing to do with the blog that is open. */
import AppWindow from '@lucide/svelte/icons/app-window';
import BookOpen from '@lucide/svelte/icons/book-open';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';

import { asError } from '$backend/backend';
import { keys } from '$words/keys';
import { help } from '$words/help';

import type { Screen } from '../shell/screen.svelte';
import type { Action } from './action';

export function windowActions({ library }: Screen): Action[] {
  const { backend } = library;
  const told = (done: Promise<void>) =>
    void done.catch((thrown: unknown) => (library.failure = asError(thrown)));
  return [
    {
      id: 'newWindow',
      label: help.newWindow,
      icon: AppWindow,
      keys: keys.newWindow,
      keywords: 'another blog library',
      run: () => told(backend.newWindow()),
    },
    {
      id: 'guide',
      label: help.guide,
      icon: BookOpen,
      keys: keys.guide,
      keywords: 'help manual documentation',
      run: () => told(backend.openHelp('guide')),
    },
    {
      id: 'problemsGuide',
      label: help.problems,
      icon: CircleHelp,
      keywords: 'help codes kinds',
      run: () => told(backend.openHelp('problems')),
    },
  ];
}
