/** The list of posts: what it shows, in which order, under which headings. */
import ArrowDownUp from '@lucide/svelte/icons/arrow-down-up';
import Funnel from '@lucide/svelte/icons/funnel';
import Group from '@lucide/svelte/icons/group';
import Search from '@lucide/svelte/icons/search';
import Tags from '@lucide/svelte/icons/tags';

import { figures, words } from '$words/en';
import { keys } from '$words/keys';
import { actions, why } from '$words/palette';
import { tags } from '$words/tags';
import { list } from '$words/verbs';

import type { Screen } from '../shell/screen.svelte';
import type { Action } from './action';

const GROUPS = ['all', 'drafts', 'scheduled', 'published', 'unpublished'] as const;

export function listActions(screen: Screen): Action[] {
  const { library } = screen;
  const { counts } = library.view;
  return [
    {
      id: 'search',
      label: words.posts.search,
      icon: Search,
      keys: keys.search,
      keywords: 'find',
      run: () => screen.search(),
      often: true,
      leads: true,
    },
    {
      id: 'tags',
      label: tags.open,
      detail: figures(library.view.tags.length),
      icon: Tags,
      keywords: 'merge rename remove look alike',
      run: () => screen.showTags(),
      leads: true,
    },
    ...GROUPS.map((group): Action => ({
      id: `list.${group}`,
      label: actions.shows[group],
      detail: figures(counts[group]),
      icon: Funnel,
      keys: keys[group],
      keywords: 'filter',
      run: () => screen.filter({ group }),
    })),
    {
      id: 'list.pages',
      label: actions.shows.pages,
      detail: figures(counts.pages),
      icon: Funnel,
      keywords: 'filter',
      available: () => (counts.pages > 0 ? true : why.noPages),
      run: () => screen.filter({ group: 'pages' }),
    },
    ...library.orders.map((order): Action => ({
      id: `order.${order}`,
      label: list.orders[order],
      detail: actions.order,
      icon: ArrowDownUp,
      keywords: 'sort order',
      available: () => (order === library.sort ? why.sameOrder : true),
      run: () => library.order(order),
    })),
    ...library.headings.map((by): Action => ({
      id: `headings.${by}`,
      label: list.by[by],
      detail: actions.headings,
      icon: Group,
      keywords: 'group headings',
      available: () =>
        library.sort === 'best' ? why.noHeadings : by === library.by ? why.sameHeadings : true,
      run: () => library.group(by),
    })),
  ];
}
