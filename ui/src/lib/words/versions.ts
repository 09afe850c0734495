/** What two versions of a post, and the versions that it had, say. */
import type { DecisionKind, Keep, Parted, Whose } from '$backend/types';

import { longDay, plainDay } from './dates';
import { figures } from './en';

const plural = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;
/** Small counts as words, where a sentence begins with them. */
const COUNTS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const inWords = (count: number) => COUNTS[count] ?? figures(count);
const begin = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const meeting = {
  banner: 'This post was changed on the server too.',
  bannerSays:
    'Yours is here, theirs on the server. Both are kept, and it is published when you have decided.',
  show: 'See both versions',
  title: (who: string | undefined) =>
    who ? `${who} changed this post too` : 'Another program changed this post too',
  fits: (fitted: number, open: number) => {
    const first =
      fitted === 0
        ? ''
        : `${begin(inWords(fitted))} ${fitted === 1 ? 'change' : 'changes'} fitted together by ${fitted === 1 ? 'itself' : 'themselves'}`;
    const needs = open === 1 ? 'one needs you' : `${inWords(open)} need you`;
    if (open === 0) return fitted === 0 ? 'Both are the same.' : `${first}; none needs you.`;
    return first ? `${first}; ${needs}.` : `${begin(needs)}.`;
  },
  how: 'How both are shown',
  readers: 'As readers see it',
  lines: 'As lines',
  list: 'What is to decide and what fitted',
  comes: 'What comes into your text by itself',
  toDecide: 'To decide',
  done: (done: number, all: number) => `${figures(done)} of ${figures(all)} done`,
  fitted: 'Fitted together',
  paragraphs: (count: number) => plural(count, 'paragraph', 'paragraphs'),
  changes: (count: number) => plural(count, 'change in the text', 'changes in the text'),
  byYou: 'by you only',
  byThem: (who: string) => `by ${who} only`,
  alike: 'by both alike',
  whose: (whose: Whose, who: string) =>
    ({ mine: 'from you', theirs: `from ${who}`, both: `from you and ${who}` })[whose],
  gone: 'removed',
  fitting: (count: number) =>
    `${plural(count, 'paragraph', 'paragraphs')} that ${count === 1 ? 'fits' : 'fit'} together`,
  parted: (parted: Parted, who: string) =>
    ({
      changed: 'Both changed it',
      added: 'Both wrote something here',
      removedHere: `You removed it, ${who} changed it`,
      removedThere: `You changed it, ${who} removed it`,
    })[parted],
  place: (kind: DecisionKind, name: string) =>
    ({ field: name, head: 'The fields at the top', text: name || 'In the text', file: 'The whole post' })[
      kind
    ],
  number: (at: number, all: number) => `${figures(at)} of ${figures(all)}`,
  yours: 'Yours',
  theirs: 'Theirs',
  here: 'on this computer',
  inEditor: 'in the editor',
  onServer: 'on the server',
  onDisk: 'in the file',
  them: 'the other program',
  somebody: 'someone',
  removed: 'Removed here.',
  removedPost: 'The post is deleted on this side.',
  keep: {
    mine: 'Keep yours',
    theirs: 'Keep theirs',
    both: 'Keep both',
    edited: 'Edit…',
  } satisfies Record<Keep, string>,
  kept: {
    mine: 'Yours kept',
    theirs: 'Theirs kept',
    both: 'Both kept',
    edited: 'Edited by you',
  } satisfies Record<Keep, string>,
  bothFirst: '“Both” puts yours first',
  bothFiles: '“Both” puts yours into a file beside it',
  change: 'Change',
  edit: 'Your text for this place',
  editSays: 'As it is written in the file. Empty removes it.',
  useEdit: 'Use these words',
  cancel: 'Cancel',
  safe: 'Nothing is thrown away: both versions are kept, whatever you decide.',
  left: (count: number) => (count === 0 ? 'Everything is decided' : `${figures(count)} left to decide`),
  later: 'Decide later',
  use: 'Use this text',
  settled: (title: string) => `“${title}” is one version again.`,
  keys: '1 yours, 2 theirs, 3 both, 4 edit, J and K next and previous, Escape decides later',
  waiting: (count: number) => plural(count, 'post to decide', 'posts to decide'),
};

/** `2026-06-04T10:42:00+02:00`: the day and the time that the writer of the version saw. */
const day = (date: string) => date.slice(0, 10);
const time = (date: string) => date.slice(11, 16);

export const history = {
  menu: 'History',
  title: 'History of this post',
  close: 'Close the history',
  versions: (count: number, more: boolean) =>
    more ? `${figures(count)} versions so far` : plural(count, 'version', 'versions'),
  words: 'words',
  now: 'Now',
  nowSays: 'Not published',
  day: (date: string) => plainDay(day(date)),
  time,
  moment: (date: string) => `${longDay(day(date))}, ${time(date)}`,
  meta: (author: string, date: string) =>
    `${author}, ${longDay(day(date))}, ${time(date)}, compared with the version before it`,
  metaNow: 'Compared with the last version',
  renamed: (from: string) => `Renamed from ${from.replace(/^.*\//, '')}`,
  deleted: 'Deleted',
  onlyHere: 'not on the server yet',
  onServer: 'on the server',
  added: (count: number) => `+${figures(count)}`,
  removedWords: (count: number) => `−${figures(count)}`,
  addedSaid: (count: number) => plural(count, 'word added', 'words added'),
  removedSaid: (count: number) => plural(count, 'word removed', 'words removed'),
  looking: (looked: number) =>
    looked === 0 ? 'Looking…' : `Looking… ${plural(looked, 'version', 'versions')} of the blog so far`,
  stop: 'Stop',
  stopped: 'Stopped here.',
  older: 'Show older versions',
  none: 'There are no versions of this post yet. Its first one is made when it is published.',
  nothing: 'Nothing changed in its text or fields.',
  back: 'Put this paragraph back',
  backAsWas: 'Put it back as it was',
  backSays: 'Goes into the text as it is now. You can undo it.',
  isBack: 'The paragraph is back in the text.',
  isBeside: 'The paragraph is back, beside what you made of it since.',
  version: (short: string) => `Version ${short} (commit)`,
  nowFoot: 'Not a version yet',
  restore: 'Restore this version',
  restoreSays: 'The text that it replaces is kept.',
  restored: (title: string) => `“${title}” is as it was then, and not published.`,
  deletedMenu: 'Deleted posts…',
  deletedTitle: 'Deleted posts',
  deletedSays:
    'Posts that are in older versions of this blog and not here any more. One that you put back is not published.',
  deletedNone: 'No post was ever deleted here.',
  putBack: 'Put back',
  putBackNamed: (title: string) => `Put back “${title}”`,
  deletedBy: (author: string, date: string) => `deleted by ${author}, ${plainDay(day(date))}`,
  deletedHere: 'deleted here, not published yet',
  isHere: (title: string) => `“${title}” is back, and not published.`,
};
