/** The desk: writing, and what of it is shown. */
import Calendar from '@lucide/svelte/icons/calendar';
import Columns from '@lucide/svelte/icons/columns-2';
import CreditCard from '@lucide/svelte/icons/credit-card';
import FileText from '@lucide/svelte/icons/file-text';
import ListChecks from '@lucide/svelte/icons/list-checks';
import ListPlus from '@lucide/svelte/icons/list-plus';
import Maximize from '@lucide/svelte/icons/maximize';
import Newspaper from '@lucide/svelte/icons/newspaper';
import PanelRight from '@lucide/svelte/icons/panel-right';
import Redo from '@lucide/svelte/icons/redo-2';
import Save from '@lucide/svelte/icons/save';
import Tag from '@lucide/svelte/icons/tag';
import Text from '@lucide/svelte/icons/text-align-start';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Undo from '@lucide/svelte/icons/undo-2';

import { check } from '$words/check';
import { words } from '$words/en';
import { fields } from '$words/fields';
import { type Keys, keys } from '$words/keys';
import { many as manyWords } from '$words/many';
import { actions, why } from '$words/palette';

import type { Screen } from '../shell/screen.svelte';
import type { Action } from './action';

export function deskActions(screen: Screen): Action[] {
  const { columns, session, problems, choosesMany } = screen;
  const open = () => (session ? true : why.noPost);
  const editable = () => (!session ? why.noPost : session.editable ? true : why.readOnly);

  const step = (id: 'undo' | 'redo', icon: Action['icon'], also: Keys[] = []): Action => ({
    id,
    label: actions[id],
    icon,
    keys: keys[id],
    also,
    where: 'fields',
    part: 'desk',
    available: editable,
    run: () => void session?.[id](),
  });
  const show = (view: 'text' | 'both' | 'preview', icon: Action['icon']): Action => ({
    id: `show.${view}`,
    label: actions.show[view],
    icon,
    keywords: 'view',
    available: () => (!session ? why.noPost : view === 'both' && !columns.bothFits ? why.tooNarrow : true),
    run: () => screen.show(view),
  });
  const see = (sight: 'post' | 'front' | 'card', icon: Action['icon']): Action => ({
    id: `see.${sight}`,
    label: actions.see[sight],
    icon,
    keywords: 'proof',
    available: open,
    run: () => screen.see(sight),
  });

  return [
    {
      id: 'save',
      label: words.status.saveNow,
      icon: Save,
      keys: keys.save,
      part: 'desk',
      available: open,
      // What keeps it from being saved stands over the text.
      run: () => void session?.saveNow().catch(() => undefined),
    },
    {
      id: 'addTag',
      label: words.desk.addTag,
      detail: choosesMany ? manyWords.chosen(screen.many.selection.count) : undefined,
      icon: Tag,
      keys: keys.addTag,
      part: 'desk',
      available: () => (choosesMany ? true : editable()),
      run: () => screen.addTag(),
      often: true,
      leads: true,
    },
    {
      id: 'date',
      label: actions.date,
      icon: Calendar,
      keywords: 'day time calendar schedule',
      available: editable,
      run: () => void screen.changeDate(),
      leads: true,
    },
    {
      id: 'fields',
      label: fields.form,
      icon: ListPlus,
      keywords: 'front matter head date author description',
      available: open,
      run: () => screen.showFields(),
      leads: true,
    },
    step('undo', Undo),
    step('redo', Redo, [keys.redoOther]),
    {
      id: 'nextView',
      label: actions.nextView,
      icon: Columns,
      keys: keys.view,
      part: 'desk',
      run: () => columns.nextView(),
      keysOnly: true,
    },
    show('text', Text),
    show('both', Columns),
    show('preview', PanelRight),
    see('post', FileText),
    see('front', Newspaper),
    see('card', CreditCard),
    {
      id: 'deskAlone',
      label: columns.alone ? words.desk.notAlone : words.desk.alone,
      icon: Maximize,
      keys: keys.deskAlone,
      part: 'desk',
      keywords: 'focus full',
      run: () => (columns.alone = !columns.alone),
    },
    {
      id: 'problems',
      label: actions.problems,
      detail: problems.length > 0 ? words.faults(problems) : undefined,
      icon: TriangleAlert,
      keywords: 'warnings errors hints check',
      available: () => (problems.length > 0 ? true : why.noProblems),
      run: () => screen.toggleProblems(),
    },
    {
      id: 'checkAll',
      label: check.open,
      icon: ListChecks,
      keywords: 'problems warnings errors hints whole library mend',
      run: () => screen.checkAll(),
      leads: true,
    },
  ];
}
