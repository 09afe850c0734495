/** What is said of several chosen posts, and in the sheet that changes them. */
import { figures, words } from './en';

export const many = {
  chosen: (count: number) => (count === 0 ? 'No posts chosen' : `${words.post(count)} chosen`),
  bar: 'Chosen posts',
  menu: (count: number) => `${words.post(count)} chosen, what can be done`,
  kinds: { tags: 'Tags…', status: 'Status…', author: 'Author…' },
  publish: 'Publish…',
  none: 'Choose none',
  /** Keys of what is done with one post at a time. */
  onePost: 'Rename, duplicate and delete are for one post. Esc chooses none.',

  /** In every sheet that changes many posts. */
  sheet: {
    looking: 'Looking at what would change…',
    willChange: 'What will change',
    lines: (count: number) => `${figures(count)} ${count === 1 ? 'line' : 'lines'}`,
    apart: 'has other changes; goes with its own next publish',
    refused: 'Cannot be changed',
    changes: 'What changes',
    tickOne: 'Tick a post to see what changes.',
    nothingTicked: 'Nothing is ticked',
    undo: (count: number) =>
      count === 1 ? 'Undo takes it back.' : `Undo takes all ${figures(count)} back in one step.`,
  },

  title: {
    tags: (count: number) => `Tags of ${words.post(count)}`,
    status: (count: number) => `Status of ${words.post(count)}`,
    author: (count: number) => `Author of ${words.post(count)}`,
  },
  /** Under the heading, before anything was ordered, and after. */
  begin: 'Each post’s lines are shown before anything is changed.',
  says: (count: number) =>
    `${words.post(count)} ${count === 1 ? 'changes' : 'change'}. What changes stays on this computer, unpublished, until you publish it.`,

  wants: {
    tags: 'Name a tag to add, or tick one to remove.',
    status: 'Choose what the posts become.',
    author: 'Name the author.',
  },
  nothing: 'The chosen posts are like that already.',
  /** None of them would change, and some cannot. */
  allRefused: 'None of the chosen posts can be changed.',

  addTag: 'Add a tag',
  added: 'Tags that each post gets',
  addHint: 'Enter keeps it, and the next one can be typed.',
  removeTags: 'Remove tags',
  noTags: 'None of the chosen posts has a tag.',
  status: 'They become',
  draft: 'Drafts',
  draftSays: 'Readers do not see them. Those on the site leave it with the next publish.',
  notDraft: 'Not drafts',
  notDraftSays:
    'Readers see them after the next publish. One with a date in the future may wait for its day.',
  author: 'Author',
  now: 'Authors now',
  noAuthor: 'None of the chosen posts names an author.',

  run: (count: number) => `Change ${words.post(count)}`,
  running: (count: number) => `Changing ${words.post(count)}…`,
  done: (count: number) => `${words.post(count)} changed`,
};
