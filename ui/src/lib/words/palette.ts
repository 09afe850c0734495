/** What the palette, the sheet of all keys, and the actions that have no other place of their own say. */
import type { Group } from '$backend/types';

import { figures, words } from './en';
import type { KeyPart } from './keys';

const plural = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;

export const palette = {
  title: 'Commands',
  search: 'Search actions, posts, tags and authors',
  goToPost: 'Go to post',
  searchPosts: 'Search posts',
  results: 'Results',
  groups: {
    actions: 'Actions',
    posts: 'Posts',
    recent: 'Recent posts',
    names: 'Tags & Authors',
    tags: 'Tags',
    authors: 'Authors',
    settings: 'Settings',
  },
  found: (count: number) => plural(count, 'result', 'results'),
  nothing: (query: string) => (query ? `Nothing found for “${query}”.` : 'Nothing here.'),
  /** Beside a post, in the place of its day. */
  draft: 'draft',
  choose: 'choose',
  run: 'run',
  keepOpen: 'run and keep open',
  open: 'open',
  openAndKeep: 'open and keep this open',
  prefixes: { '#': 'tags', '@': 'authors', '>': 'actions' },
};

export const keysSheet = {
  title: 'All keys',
  search: 'Search keys',
  parts: {
    everywhere: 'Everywhere',
    desk: 'Desk',
    preview: 'Preview',
    publish: 'Publish',
    lists: 'Lists, history, two versions',
  } satisfies Record<KeyPart, string>,
  found: (count: number) => plural(count, 'key', 'keys'),
};

export const actions = {
  publishSays: 'this post and its pictures',
  publishSeveral: 'Publish several posts…',
  undoPublish: 'Undo the last publish…',
  shows: {
    all: words.posts.showAll,
    drafts: 'Show drafts',
    scheduled: 'Show scheduled posts',
    published: 'Show published posts',
    unpublished: 'Show unpublished posts',
    pages: 'Show pages',
  } satisfies Record<Group, string>,
  date: 'Change the date…',
  order: 'order of the list',
  headings: 'headings of the list',
  undoInList: 'Take the last change of the list back',
  palette: 'Commands',
  allKeys: 'All keys',
  nextColumn: 'Next column',
  previousColumn: 'Previous column',
  repository: 'Branches and server',
  problems: 'Problems',
  nextView: 'Text, Both, Preview',
  show: { text: 'Show text alone', both: 'Show text and preview', preview: 'Show preview alone' },
  see: { post: 'Preview the post', front: 'Preview the front page', card: 'Preview the link card' },
  bold: 'Bold',
  italic: 'Italic',
  code: 'Code',
  link: 'Link',
  find: 'Find in this post',
  strike: 'Struck through',
  quote: 'Quote',
  tickBox: 'Tick the box of a task',
  heading: (level: number) => `Heading of level ${level}`,
  undo: 'Undo',
  redo: 'Redo',
};

/** How a setting is now. */
export const settingIs = (on: boolean) => (on ? 'on' : 'off');

/** Why an action cannot be run just now. */
export const why = {
  noPost: 'No post is open.',
  readOnly: 'This post can only be read.',
  textHidden: 'The text is not on the screen.',
  noServer: 'This blog has no server yet.',
  publishShowsAll: 'With no post open, Publish… shows them all.',
  nothingToUndo: 'Nothing that can be undone was published since this blog was opened.',
  notPublic: 'Readers do not see this post.',
  notMovable: 'The name of its file has a meaning of its own.',
  noCollections: 'This blog has one collection.',
  noAddress: 'Its address is not known.',
  notAskedYet: 'What can be done with this post is not known yet.',
  oneVersion: 'No post has two versions.',
  nothingInList: 'There is no change of the list to take back.',
  sameOrder: 'The list has this order.',
  sameHeadings: 'The list has these headings.',
  noHeadings: 'The best matches stand without headings.',
  tooNarrow: 'The window is too narrow for it.',
  noProblems: 'There are no problems.',
  noPages: 'This blog has no pages.',
};
