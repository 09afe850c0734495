/** What the page of all tags and the sheet that changes them say. */
import { figures } from './en';

const plural = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;
const posts = (count: number) => plural(count, 'post', 'posts');
const tagCount = (count: number) => plural(count, 'tag', 'tags');

/** `“a”`, `“a” and “b”`, or `3 tags`. */
const named = (names: readonly string[]) =>
  names.length > 2 ? tagCount(names.length) : names.map((name) => `“${name}”`).join(' and ');

export const tags = {
  title: 'Tags',
  open: 'All tags…',
  counts: (all: number, of: number) => `${figures(all)} in ${posts(of)}`,
  search: 'Find a tag',
  found: (count: number) => plural(count, 'tag is listed', 'tags are listed'),
  nothing: (search: string) => `No tag has “${search}” in it.`,
  none: (keys: string) => (keys ? `No tags yet. Add one to a post with ${keys}.` : 'No tags yet.'),
  reading: 'Reading the tags…',
  unread: 'The tags could not be read',

  alike: 'Look alike',
  groups: (count: number) => plural(count, 'group', 'groups'),
  mergeAlike: (count: number) => `Merge ${posts(count)}…`,
  notTheSame: 'Not the same',
  together: (names: readonly string[]) => `${named(names)} look alike`,

  table: 'All tags',
  columns: { name: 'Tag', count: 'Posts', last: 'Last used', authors: 'Authors' },
  never: 'no date',
  choose: (tag: string) => `Choose ${tag}`,
  more: (tag: string) => `What can be done with ${tag}`,
  show: 'Show posts',
  rename: 'Rename…',
  mergeInto: 'Merge into…',
  remove: 'Remove…',
  chosen: (count: number) => `${tagCount(count)} chosen`,
  mergeChosen: (count: number) => `Merge ${tagCount(count)}…`,
  removeChosen: (count: number) => `Remove ${tagCount(count)}…`,
  chooseNone: 'Choose none',

  change: {
    merge: (count: number) => `Merge ${tagCount(count)} into 1`,
    mergeOne: (name: string) => `Merge “${name}” into another tag`,
    rename: (name: string) => `Rename “${name}”`,
    remove: (names: readonly string[]) => `Remove ${named(names)}`,
    /** Under the heading. */
    says: (count: number, oneLine: boolean) =>
      `${posts(count)} ${count === 1 ? 'changes' : 'change'}${oneLine ? ', one line in each' : ''}. It becomes one version (commit) and leaves this computer when you publish.`,
    stays: 'The tag that stays',
    newName: 'New name',
    into: 'Merge into',
    isThere: (name: string) => `There is a tag “${name}” already: the two become one.`,
    needsName: 'A tag needs a name',
    same: 'This is its name now',
    noTags: 'No tags left.',
    nothing: 'No post is changed by this.',
    run: {
      merge: (count: number) => `Merge in ${posts(count)}`,
      rename: (count: number) => `Rename in ${posts(count)}`,
      remove: (count: number) => `Remove from ${posts(count)}`,
    },
    running: {
      merge: (count: number) => `Merging in ${posts(count)}…`,
      rename: (count: number) => `Renaming in ${posts(count)}…`,
      remove: (count: number) => `Removing from ${posts(count)}…`,
    },
    done: {
      merge: (names: readonly string[], to: string, count: number) =>
        `${names.length > 2 ? tagCount(names.length) : names.join(' and ')} merged into ${to} in ${posts(count)}`,
      rename: (names: readonly string[], to: string, count: number) =>
        `${names.join(' and ')} renamed to ${to} in ${posts(count)}`,
      remove: (names: readonly string[], _to: string, count: number) =>
        `${names.length > 2 ? tagCount(names.length) : names.join(' and ')} removed from ${posts(count)}`,
    },
  },
};
