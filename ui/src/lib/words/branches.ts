/** What the window says of branches and of posts that wait for review. */
import type { Branch, ReviewResult, SwitchResult } from '$backend/types';

import { plainDay } from './dates';
import { figures, words } from './en';

const plural = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;

export const review = {
  /** In the list, in the place of minutes and tags. */
  row: 'in review',
  /** A row of the list, as heard. */
  rowSays: 'Sent for review',
  send: 'Send for review',
  sendSays: 'On a branch of its own, where someone can approve it',
  running: 'Sending for review',
  doneAt: (at: string) => `Sent for review at ${at}`,
  doneLine: (at: string) => `Sent for review ${at}`,
  failed: 'Not sent for review',
  done: ({ posts, branch, server, into, updated }: ReviewResult) => {
    const subject = words.publish.subject(posts);
    const one = posts.length === 1;
    return updated
      ? `The branch ${branch} at ${server} has the new version of ${subject}. Readers see it when it is in ${into}.`
      : `${subject} ${one ? 'waits' : 'wait'} on the branch ${branch} at ${server}. Readers see ${one ? 'it' : 'them'} when the branch is in ${into}.`;
  },
  noLink: (branch: string, server: string) =>
    `Ask for the review on the pages of ${server}, for the branch ${branch}: a pull request (merge request).`,
  waiting: 'Sent for review',
  open: 'Open',
  openSays: (posts: string) => `Open the review of ${posts} in the browser`,
  copySays: (posts: string) => `Copy link to the review of ${posts}`,
};

export const branches = {
  list: 'Branches',
  looking: 'Looking for branches…',
  here: 'You are here',
  go: 'Switch',
  goSays: (name: string) => `Switch to ${name}`,
  going: (name: string) => `Switching to ${name}…`,
  begin: 'New branch',
  name: 'Name of the new branch',
  beginSays: 'It begins where this one is. What is unpublished comes along.',
  note: ({ date, here, upstream, ahead = 0, behind = 0 }: Branch) =>
    [
      date && plainDay(date),
      !here && 'only on the server',
      here && !upstream && 'only here',
      ahead > 0 && `${plural(ahead, 'version', 'versions')} only here`,
      behind > 0 && `${plural(behind, 'version', 'versions')} only there`,
    ]
      .filter(Boolean)
      .join(' · '),
  /** What a switch did. */
  gone: ({ branch, changed, kept }: SwitchResult) =>
    [
      `You are on the branch ${branch}.`,
      changed.length > 0
        ? `${plural(changed.length, 'file has', 'files have')} the text of that branch now.`
        : 'All files are as they were.',
      kept > 0 && `${plural(kept, 'unpublished change', 'unpublished changes')} came along.`,
    ]
      .filter(Boolean)
      .join(' '),
};

/** What the window can do about an error, on buttons. */
export const remedies = {
  unlock: 'Remove the lock',
  trust: 'Trust this repository',
};
