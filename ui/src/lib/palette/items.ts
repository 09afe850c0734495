/** What the palette lists for what is typed: groups of items, each of which can be run. */
import type { NameCount, PostSummary, Stretch } from '$backend/types';
import type { MarkKind } from '$parts/Mark.svelte';
import { yearDay } from '$words/dates';
import { words } from '$words/en';
import type { Keys } from '$words/keys';
import { palette } from '$words/palette';

import { type Action, hindrance } from '../actions/action';
import { match, same, SCATTERED } from './match';

export interface Item {
  id: string;
  label: string;
  stretches: readonly Stretch[];
  detail?: string | undefined;
  keys?: Keys | undefined;
  icon?: Action['icon'];
  mark?: MarkKind;
  /** Why it cannot be run. */
  why?: string | undefined;
  /** It leads somewhere else: the palette does not stay. */
  leads?: boolean | undefined;
  /** `stay`: the palette stays, and keeps the keys. */
  run: (event: { timeStamp: number }, stay: boolean) => void;
}

export interface ItemGroup {
  name: string;
  items: Item[];
}

export type Prefix = keyof typeof palette.prefixes;

/** What is typed: what it is limited to, and the words. */
export function asked(typed: string): { prefix: Prefix | null; query: string } {
  const first = typed.trimStart().charAt(0);
  const prefix = first in palette.prefixes ? (first as Prefix) : null;
  return { prefix, query: (prefix ? typed.trimStart().slice(1) : typed).trim() };
}

/** How many actions stand above the posts. */
const FIRST_ACTIONS = 8;
const FOUND_ACTIONS = 8;
/** How many tags or authors are listed. */
const NAMES = 200;
/** A word that is not in the label: after all that are. */
const BY_KEYWORD = SCATTERED - 1;

interface Ranked<T> {
  of: T;
  cost: number;
  stretches: Stretch[];
}

/** The best first; those that fit equally well in the order in which they came. */
function ranked<T>(
  all: readonly T[],
  fit: (one: T) => { cost: number; stretches: Stretch[] } | null,
): Ranked<T>[] {
  return all
    .flatMap((of) => {
      const found = fit(of);
      return found ? [{ of, ...found }] : [];
    })
    .toSorted((a, b) => a.cost - b.cost);
}

function fitAction(query: string, { label, keywords = '' }: Action) {
  const byLabel = match(query, label);
  if (byLabel && byLabel.cost < SCATTERED) return byLabel;
  const byKeyword = query.length > 1 && ` ${keywords}`.includes(` ${query.toLowerCase()}`);
  return byKeyword ? { cost: BY_KEYWORD, stretches: [] } : byLabel;
}

function itemOfAction({ of, stretches }: Ranked<Action>): Item {
  const why = hindrance(of) ?? undefined;
  const { id, label, detail, keys, icon, leads, run } = of;
  return { id: `action ${id}`, label, stretches, detail: why ?? detail, keys, icon, why, leads, run };
}

/** Those that can be run now; of the others the one that was typed exactly. `many`: even those that fit badly. */
export function actionItems(actions: readonly Action[], query: string, many: boolean): ItemGroup[] {
  const offered = actions.filter(
    (action) =>
      !action.keysOnly && (hindrance(action) === null || (query !== '' && same(query, action.label))),
  );
  const wanted = query || many ? offered : offered.filter(({ often }) => often).slice(0, FIRST_ACTIONS);
  const found = ranked(wanted, (action) => fitAction(query, action)).filter(
    ({ cost }) => many || cost < SCATTERED,
  );
  const of = (setting: boolean) =>
    found.filter(({ of }) => Boolean(of.setting) === setting).map(itemOfAction);
  return [
    { name: palette.groups.actions, items: many ? of(false) : of(false).slice(0, FOUND_ACTIONS) },
    { name: palette.groups.settings, items: of(true) },
  ];
}

export function postItems(
  posts: readonly PostSummary[],
  today: string,
  go: (path: string, stay: boolean) => void,
): Item[] {
  return posts.map((post) => ({
    id: `post ${post.path}`,
    label: post.title,
    stretches: post.hits?.title ?? [],
    detail: detailOf(post, today),
    mark: post.status,
    run: (_, stay) => go(post.path, stay),
  }));
}

function detailOf({ status, date }: PostSummary, today: string): string {
  if (status === 'draft') return palette.draft;
  const day = date === undefined ? words.posts.noDate : yearDay(date, today);
  return status === 'scheduled' ? words.posts.goesOut(day) : day;
}

/** Tags or authors; choosing one limits the list to it. */
export function nameItems(
  kind: 'tag' | 'author',
  names: readonly NameCount[],
  icon: Action['icon'],
  query: string,
  choose: (name: string) => void,
): Item[] {
  return ranked(names, ({ name }) => match(query, name))
    .filter(({ cost }) => cost < SCATTERED)
    .slice(0, NAMES)
    .map(({ of: { name, count }, stretches }) => ({
      id: `${kind} ${name}`,
      label: name,
      stretches,
      detail: words.post(count),
      icon,
      run: () => choose(name),
    }));
}
