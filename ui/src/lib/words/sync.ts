/** What the status line and its panel say of the server: what is there, what is here, and what getting changes did. */
import type { PublishResult, RepositoryView, SyncResult } from '$backend/types';

import { figures, words } from './en';

const plural = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;
const quoted = (titles: string[]) => {
  const all = titles.map((title) => `“${title}”`);
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
};

/** More posts than this are counted, and not named. */
const NAMED = 3;

export const sync = {
  get: 'Get changes',
  getting: 'Getting changes…',
  panel: 'Changes from others',
  cancelSays: 'You can go on writing. Cancel changes nothing here.',
  stopping: 'Stopping…',
  unreachable: (server: string) => `No connection to ${server}`,
  refused: (server: string) => `Not let in at ${server}`,
  notAsked: (server: string) => `${server}, not asked yet`,
  fromOthers: (count: number) => plural(count, 'change from others', 'changes from others'),
  checked: (at: string) => `checked ${at}`,
  tried: (at: string) => `tried ${at}`,
  askedAt: (server: string, at: string) => `Asked ${server} at ${at}.`,
  openPost: (title: string) => `Open “${title}”`,
  got: 'Got changes',
  nothingNew: 'Nothing new',
  notGot: 'Not got',
  notGotLine: 'Changes not got',
  twoVersions: 'Two versions',

  /** The status line: what waits on either side, else how the server stands. */
  phrase({ server, behind, ahead, checked }: RepositoryView): string {
    if (!server) return words.status.noServer;
    const waits = [
      ...(behind > 0 ? [sync.fromOthers(behind)] : []),
      ...(ahead > 0 ? [words.status.waits(ahead)] : []),
    ];
    if (waits.length > 0) return waits.join(', ');
    if (checked?.answer === 'unreachable') return sync.unreachable(server);
    if (checked?.answer === 'refused') return sync.refused(server);
    return checked ? words.status.upToDate(server) : sync.notAsked(server);
  },

  /** When that was found out; empty when nobody asked. */
  when({ checked }: RepositoryView): string {
    if (!checked) return '';
    return checked.answer === 'reached' ? sync.checked(checked.at) : sync.tried(checked.at);
  },

  /** The panel: both sides in whole sentences. */
  sides({ server, behind, ahead }: RepositoryView): string[] {
    return [
      ...(behind > 0
        ? [
            `${plural(behind, 'change', 'changes')} from others ${behind === 1 ? 'is' : 'are'} at ${server ?? ''} and not here yet.`,
          ]
        : []),
      ...(ahead > 0
        ? [`${plural(ahead, 'version', 'versions')} made here ${ahead === 1 ? 'is' : 'are'} not sent yet.`]
        : []),
      ...(behind === 0 && ahead === 0 ? ['Here and there are the same, as far as is known.'] : []),
    ];
  },

  /** What getting changes did, in sentences; two versions apart. */
  result({ server, got, changed, posts, fitted, sent, twoVersions }: SyncResult): string[] {
    const said: string[] = [];
    const others = changed.length - posts.length;
    const files = plural(
      others,
      posts.length > 0 ? 'other file' : 'file',
      posts.length > 0 ? 'other files' : 'files',
    );
    if (posts.length > 0) {
      const names = posts.length <= NAMED ? `: ${quoted(posts)}` : '';
      said.push(`Got ${words.post(posts.length)}${names}${others > 0 ? `, and ${files}` : ''}.`);
    } else if (others > 0) said.push(`Got ${files}.`);
    else if (got === 0) said.push(`Nothing new at ${server}.`);
    else if (twoVersions.length === 0)
      said.push(`Got ${plural(got, 'version', 'versions')} of others. No file changed by it.`);
    if (fitted.length > 0)
      said.push(
        fitted.length <= NAMED
          ? `${quoted(fitted)} ${fitted.length === 1 ? 'has' : 'have'} your changes and theirs now.`
          : `${words.post(fitted.length)} of them have your changes and theirs now.`,
      );
    else if (changed.length > 0 && twoVersions.length === 0) said.push('Yours are untouched.');
    if (sent > 0)
      said.push(`${plural(sent, 'version', 'versions')} that waited ${sent === 1 ? 'was' : 'were'} sent.`);
    return said;
  },
  /** The status line, until it was looked at. */
  line: ({ posts, changed, twoVersions }: SyncResult) => {
    if (twoVersions.length > 0) return sync.twoVersions;
    if (posts.length > 0) return `Got ${words.post(posts.length)}`;
    return changed.length > 0 ? sync.got : sync.nothingNew;
  },
  apart: (title: string) =>
    `“${title}” was changed here and by others in the same place. Both are kept, and yours stands here.`,
};

/** Taking a publish back. */
export const undo = {
  button: 'Undo publish',
  says: 'Undo gives the site what it had before. Your text stays on this computer.',
  menu: (at: string) => `Undo the publish of ${at}…`,
  running: 'Taking it back',
  runningLine: 'Taking it back…',
  doneAt: (at: string) => `Taken back at ${at}`,
  doneLine: (at: string) => `Taken back ${at}`,
  failed: 'It was not taken back.',
  notDoneLine: 'Not taken back',
  /** What is where now. */
  done: ({ posts, branch }: PublishResult) => {
    const subject = words.publish.subject(posts);
    const many = posts.length !== 1;
    return `The branch ${branch} has what it had before that publish. ${subject} ${many ? 'are' : 'is'} still here, unpublished.`;
  },
};

/** Hiding a post from readers. */
export const unpublish = {
  menu: 'Unpublish',
  says: 'Readers do not see it any more; it is a draft again.',
  running: 'Unpublishing',
  doneAt: (at: string) => `Unpublished at ${at}`,
  done: ({ posts, branch }: PublishResult) =>
    `${words.publish.subject(posts)} is a draft again, here and on the branch ${branch}. Readers see it until the site is built anew.`,
  undoSays: 'Undo makes it public again.',
  failed: 'Not unpublished',
};
