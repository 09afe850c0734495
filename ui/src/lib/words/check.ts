/** What the view of all problems, its panel and the sheet that mends many at once say. */
import { figures } from './en';

const plural = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;
const posts = (count: number) => plural(count, 'post', 'posts');
const lowered = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

export const check = {
  title: 'Problems',
  open: 'Check all posts…',
  counts: (count: number, files: number, of: number) =>
    `${figures(count)} in ${figures(files)} of ${posts(of)}`,
  levels: 'How many of each kind',
  where: 'Whose problems',
  wheres: { post: 'This post', library: 'Whole library' },
  group: 'Grouped',
  by: { kind: 'By kind', post: 'By post' },
  list: 'All problems',
  rest: (count: number) => `Show ${figures(count)} more`,
  /** Below the thing itself: where it stands. */
  place: (title: string, line: number | undefined) =>
    line === undefined ? title : `${title}, line ${figures(line)}`,
  habit: (count: number, name: string) =>
    `${posts(count)} ${count === 1 ? 'has' : 'have'} ${lowered(name)}, which is how this blog writes.`,
  habits: 'How this blog writes',
  none: (count: number) => `No problems in ${posts(count)}.`,
  looking: (done: number, total: number) => `Looking at ${figures(done)} of ${posts(total)}`,
  begins: 'Looking at all posts…',
  stopping: 'Stopping…',
  stopped: 'Stopped before all posts were looked at.',
  failed: 'The posts could not be checked',
  checked: (at: string, seconds: number) => `Checked at ${at}, in ${seconds.toFixed(1)} s`,
  again: 'Check again',

  panel: 'This problem',
  nothing: 'Choose a problem to see how it can be mended.',
  ways: 'Ways to mend it',
  askingWays: 'Looking for ways to mend it…',
  noWay: 'This one is yours to mend, in the text.',
  changes: 'What the fix changes',
  lines: (count: number) => plural(count, 'line', 'lines'),
  leave: 'Leave it',
  about: 'About this problem',
  fixing: 'Mending…',
  toText: 'Go to the text',
  mended: (label: string, title: string) => `${label}: mended in “${title}”.`,

  /** Below the text, when the keys go from problem to problem. */
  onDesk: {
    at: (number: number, all: number, message: string, keys: string) =>
      `Problem ${figures(number)} of ${figures(all)}: ${message.replace(/([^.!?])$/, '$1.')} ${keys}: what to do.`,
    none: 'No problems in this post.',
    elsewhere: 'No problem of this post has a place in its text. The line below tells of them.',
  },

  mend: {
    open: (count: number) => `Mend ${posts(count)}…`,
    title: (name: string, count: number) => `${name}: mend ${posts(count)}`,
    says: 'Each has one sensible way to be mended, and nothing else of the file changes.',
    looking: (done: number, all: number) => `Looking at ${figures(done)} of ${figures(all)}…`,
    running: (done: number, all: number) => `Mending ${figures(done)} of ${figures(all)}…`,
    run: (count: number) => `Mend ${posts(count)}`,
    stop: 'Stop',
    undo: (count: number) =>
      count === 1 ? 'Undo takes it back.' : `Undo takes all ${figures(count)} back in one step.`,
    partly: (done: number, all: number) =>
      `${figures(done)} of ${figures(all)} ${done === 1 ? 'is' : 'are'} mended; the others are as they were.`,
    done: (name: string, count: number) => `${name}: mended in ${posts(count)}.`,
    nothing: 'Nothing is left to mend here.',
  },
};
