/** What the menu of a post, its dialogs and the headings of the list say. */
import type { By, Sort, Status } from '$backend/types';

import { monthHeading } from './dates';
import { figures, words } from './en';

/** `German` for `de`; what no language has as its code stays as it is. */
function languageName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const verbs = {
  menu: (title: string) => `“${title}”, what can be done`,
  more: 'More for this post',
  open: 'Open',
  rename: 'Rename…',
  duplicate: 'Duplicate',
  move: 'Move to…',
  moveTo: (title: string) => `Move “${title}” to`,
  copyAddress: 'Copy address',
  copyPath: 'Copy path',
  showInFolder: 'Show in folder',
  remove: 'Delete',
  stays: 'It stays on the site until you publish that it is gone.',
  addressCopied: 'The address is copied.',
  pathCopied: 'The path is copied.',

  deleted: (title: string) => `“${title}” is in the trash.`,
  moved: (title: string, to: string) => `“${title}” is in ${to} now.`,
  renamed: (title: string, name: string) => `“${title}” is called ${name} now.`,
  undo: 'Undo',
  dismiss: 'Dismiss',
  undone: 'Taken back.',

  renameTitle: 'Rename the post',
  titleStays: (title: string) => `The title “${title}” stays as it is.`,
  name: 'Name of the file and in the address',
  file: 'File',
  address: 'Address',
  addressUnknown: 'Only the site’s own generator knows it.',
  breaks: (address: string) => `Readers know ${address}. It leads nowhere once the new name is published.`,
  lead: 'Lead them to the new address (an alias in the post)',
  leadSays: 'They are led to the new one.',
  same: 'This is its name now',
  empty: 'A post needs a name',
  renameButton: 'Rename',
};

/** What waits to be published: `deleted` of them are not in the list any more. */
export const waiting = (unpublished: number, deleted: number) =>
  words.status.unpublished(unpublished + deleted) + (deleted > 0 ? ` (${figures(deleted)} deleted)` : '');

export const list = {
  /** Unfolds a list of names, and folds it again. */
  more: (count: number) => `${figures(count)} more`,
  fewer: 'Fewer',
  order: 'Order',
  headings: 'Headings',
  by: {
    none: 'No headings',
    month: 'By month',
    status: 'By status',
    tag: 'By tag',
    author: 'By author',
    collection: 'By collection',
    language: 'By language',
  } satisfies Record<By, string>,
  without: {
    none: '',
    month: words.posts.noDate,
    status: '',
    tag: 'No tags',
    author: 'No author',
    collection: 'No collection',
    language: 'No language named',
  } satisfies Record<By, string>,
  orders: {
    best: words.posts.best,
    newest: words.posts.newest,
    oldest: words.posts.oldest,
    title: words.posts.title,
    changed: 'Last changed first',
    untouched: 'Longest untouched first',
  } satisfies Record<Sort, string>,
  collections: 'Collections',
  languages: 'Languages',
  language: languageName,
  clear: (name: string) => `Not only ${name}`,
  rows: (posts: number, rows: number) =>
    rows === posts ? words.posts.found(posts) : `${words.posts.found(posts)} in ${figures(rows)} rows`,
  /** A heading of the list; `name` is empty for posts that have none. */
  heading(by: By, name: string): string {
    if (!name) return list.without[by];
    if (by === 'month') return monthHeading(name);
    if (by === 'status') return words.mark[name as Status];
    return by === 'language' ? languageName(name) : name;
  },
};
