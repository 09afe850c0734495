/** Who wrote a side of two versions, when, and where it is. */
import type { LibraryView, Meeting } from '$backend/types';
import { plainDay } from '$words/dates';
import { meeting as words } from '$words/versions';

import type { Session } from '../desk/session.svelte';

/** Whether there are two versions of the open post: one in the editor, or one on the server. */
export function twoVersions(session: Session, view: LibraryView): boolean {
  return session.save.state === 'twoVersions' || view.twoVersions.includes(session.path);
}

/** `10:38`, and with its day where that is not this one; `null` when nobody knows. */
function moment(at: string | undefined, today: string): string | undefined {
  if (!at || !at.includes('T')) return at;
  const [day, time] = [at.slice(0, 10), at.slice(11, 16)];
  return day === today ? time : `${plainDay(day)}, ${time}`;
}

export function sideSays(view: Meeting, side: 'mine' | 'theirs', today = ''): string {
  const onDisk = view.source === 'disk';
  const here = onDisk ? words.inEditor : words.here;
  const there = onDisk ? words.onDisk : words.onServer;
  const { by, at, path } = view[side];
  const who = side === 'theirs' ? by : undefined;
  return [who, moment(at, today), side === 'mine' ? here : there, path].filter(Boolean).join(', ');
}

/** How the other writer is named in a sentence. */
export function them(view: Meeting): string {
  if (view.source === 'disk') return words.them;
  return view.theirs.by?.split(' ')[0] ?? words.somebody;
}
