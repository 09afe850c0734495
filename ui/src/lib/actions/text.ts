/** The text: what it is given, what is found in it, how it looks while it is written. */
import type { Command } from '@codemirror/view';
import Bold from '@lucide/svelte/icons/bold';
import Braces from '@lucide/svelte/icons/braces';
import Code from '@lucide/svelte/icons/code';
import Crosshair from '@lucide/svelte/icons/crosshair';
import Heading from '@lucide/svelte/icons/heading';
import ImageDown from '@lucide/svelte/icons/image-down';
import ImagePlus from '@lucide/svelte/icons/image-plus';
import Italic from '@lucide/svelte/icons/italic';
import Link from '@lucide/svelte/icons/link-2';
import ListTree from '@lucide/svelte/icons/list-tree';
import Quote from '@lucide/svelte/icons/quote';
import Search from '@lucide/svelte/icons/search';
import Sparkles from '@lucide/svelte/icons/sparkles';
import SpellCheck from '@lucide/svelte/icons/spell-check';
import SquareCheck from '@lucide/svelte/icons/square-check';
import Strikethrough from '@lucide/svelte/icons/strikethrough';
import Type from '@lucide/svelte/icons/type';

import { editor } from '$words/editor';
import { type Keys, keys } from '$words/keys';
import { actions, settingIs, why } from '$words/palette';
import { pictures } from '$words/pictures';

import { tickBox } from '../desk/text/boxes';
import { openFind } from '../desk/text/find';
import { heading, quote } from '../desk/text/lines';
import { bold, code, italic, link, strike } from '../desk/writing';
import { type Switch, writing } from '../desk/writing-settings.svelte';
import type { Screen } from '../shell/screen.svelte';
import type { Action } from './action';

const LEVELS = [1, 2, 3] as const;
const SETTINGS: readonly [Switch, Action['icon']][] = [
  ['focus', Crosshair],
  ['typewriter', Type],
  ['styling', Sparkles],
  ['spelling', SpellCheck],
  ['pairs', Braces],
];

export function textActions(screen: Screen): Action[] {
  const { session } = screen;
  const readable = () => (!session ? why.noPost : screen.writes ? true : why.textHidden);
  const writable = () =>
    !session ? why.noPost : !session.editable ? why.readOnly : screen.writes ? true : why.textHidden;

  /** Of the editor, which takes the keys itself. */
  const command = (
    id: string,
    label: string,
    icon: Action['icon'],
    does: Command,
    own?: Keys,
    available = writable,
  ): Action => ({
    id,
    label,
    icon,
    ...(own && { keys: own, where: 'own' as const, part: 'desk' as const }),
    keywords: 'text format',
    available,
    run: () => {
      if (!session) return;
      session.view.focus();
      does(session.view);
    },
  });

  return [
    {
      ...command('find', actions.find, Search, openFind, keys.find, readable),
      keywords: 'search replace text',
      leads: true,
    },
    {
      id: 'outline',
      label: editor.outline.label,
      icon: ListTree,
      keys: keys.outline,
      where: 'own',
      part: 'desk',
      keywords: 'headings contents jump',
      available: readable,
      run: () => session && (session.outlineShown = true),
      leads: true,
    },
    command('bold', actions.bold, Bold, bold, keys.bold),
    command('italic', actions.italic, Italic, italic, keys.italic),
    command('code', actions.code, Code, code, keys.code),
    command('link', actions.link, Link, link, keys.link),
    command('strike', actions.strike, Strikethrough, strike, keys.strike),
    command('quote', actions.quote, Quote, quote, keys.quote),
    command('tickBox', actions.tickBox, SquareCheck, tickBox, keys.tickBox),
    ...LEVELS.map((level) =>
      command(`heading.${level}`, actions.heading(level), Heading, heading(level), undefined),
    ),
    {
      id: 'choosePictures',
      label: pictures.choose,
      icon: ImagePlus,
      keywords: 'image photo video file insert upload',
      available: writable,
      run: () => void session?.choosePictures(),
    },
    {
      id: 'shrinkPicture',
      label: pictures.smaller,
      detail: session?.lastPicture ?? undefined,
      icon: ImageDown,
      keywords: 'image photo resize compress',
      available: () => (session?.lastPicture ? true : pictures.none),
      run: () => void session?.shrinkPicture(),
    },
    ...SETTINGS.map(([name, icon]): Action => ({
      id: `setting.${name}`,
      label: editor.look[name],
      detail: settingIs(writing.all[name]),
      icon,
      keywords: 'setting text write',
      run: () => writing.toggle(name),
      setting: true,
    })),
  ];
}
