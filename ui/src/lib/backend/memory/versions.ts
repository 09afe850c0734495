/** Two versions of a post, the versions that it had, and deleted posts, in the in-memory library. */
import type { Backend } from '../backend';
import type { ChangeBlock, Decision, Meeting, MeetingChoice, PostVersion } from '../types';
import { changeBlocks, lineChanges } from './compare';
import type { MemoryPost } from './ferrow';
import { refuse } from './views';

/** A version of a post, newest first: its text as it was then. */
export interface MemoryVersion {
  id: string;
  title: string;
  author: string;
  date: string;
  body: string;
  deleted?: boolean;
}

export type MemoryHistory = Record<string, MemoryVersion[]>;

interface Two {
  mine: string;
  theirs: string;
  title: string;
}

interface Around {
  histories: MemoryHistory;
  /** Both texts of a post with two versions. */
  two: (path: string) => Two | null;
  /** The post has this text alone. Gives back how that is undone. */
  settle: (path: string, body: string) => () => void;
  /** The text of a post as it is now; null when it is not there. */
  now: (path: string) => string | null;
  bodyOf: (post: string) => string;
  put: (post: MemoryPost) => void;
  canUndo: (way: () => string) => string;
  heard: (command: string, ...args: unknown[]) => Promise<void>;
}

type Verbs = Pick<
  Backend,
  | 'meeting'
  | 'settle'
  | 'postHistory'
  | 'deletedPosts'
  | 'cancelHistory'
  | 'versionChange'
  | 'restoreVersion'
  | 'paragraphBack'
>;

const paragraphs = (body: string) => body.trim().split(/\n\n+/);
const block = (text: string, kind: 'same' | 'added'): ChangeBlock => ({
  kind: kind === 'same' ? 'same' : 'changed',
  runs: [{ kind, text }],
  folded: 0,
});

/** Paragraphs that are on both sides fit; between them, each stretch that differs is to be decided. */
function stretches({ mine, theirs }: Two): (string | [string, string])[] {
  const [left, right] = [paragraphs(mine), paragraphs(theirs)];
  const out: (string | [string, string])[] = [];
  let at = 0;
  let open: [string[], string[]] = [[], []];
  const flush = () => {
    if (open[0].length + open[1].length > 0) out.push([open[0].join('\n\n'), open[1].join('\n\n')]);
    open = [[], []];
  };
  for (const text of left) {
    const there = right.indexOf(text, at);
    if (there < 0) open[0].push(text);
    else {
      open[1].push(...right.slice(at, there));
      flush();
      out.push(text);
      at = there + 1;
    }
  }
  open[1].push(...right.slice(at));
  flush();
  return out;
}

function decision([mine, theirs]: [string, string]): Decision {
  const side = (text: string) => (text ? [block(text, 'added')] : []);
  return {
    kind: 'text',
    name: '',
    parted: !mine ? 'removedHere' : !theirs ? 'removedThere' : 'changed',
    mine: side(mine),
    theirs: side(theirs),
    both: [mine, theirs].filter(Boolean).map((text) => block(text, 'same')),
    mineText: mine,
    theirsText: theirs,
  };
}

function chosen([mine, theirs]: [string, string], choice: MeetingChoice | undefined): string {
  if (choice?.keep === 'theirs') return theirs;
  if (choice?.keep === 'both') return [mine, theirs].filter(Boolean).join('\n\n');
  return choice?.keep === 'edited' ? (choice.text ?? '') : mine;
}

export function versionsOf(around: Around): Verbs {
  const { histories, two, heard } = around;
  const stamp = ({ mine, theirs }: Two) => `${mine}\0${theirs}`;
  const both = (path: string) => {
    const found = two(path);
    if (!found) throw refuse('sync.one-version', `There are not two versions of ${path}.`);
    return found;
  };
  const historyOf = (path: string) => histories[path] ?? [];
  const find = (path: string, id: string) => {
    const list = historyOf(path);
    const at = list.findIndex((version) => version.id === id);
    const version = list[at];
    if (!version) throw refuse('history.unknown', `${id} is no version of ${path}.`);
    return { version, before: list[at + 1] };
  };
  const row = (path: string, { id, title, author, date, deleted }: MemoryVersion): PostVersion => ({
    id,
    short: id.slice(0, 7),
    title,
    author,
    date,
    path,
    deleted: deleted ?? false,
    onlyHere: false,
    added: 1,
    removed: 0,
  });
  const texts = (path: string, id: string): [string, string] => {
    if (id === 'now') return [historyOf(path)[0]?.body ?? '', around.now(path) ?? ''];
    const { version, before } = find(path, id);
    return [before?.body ?? '', version.deleted ? '' : version.body];
  };

  return {
    async meeting(path) {
      await heard('meeting', path);
      const found = both(path);
      const parts: Meeting['parts'] = [];
      for (const part of stretches(found)) {
        const last = parts.at(-1);
        if (typeof part !== 'string') parts.push({ fitting: 0, decision: decision(part) });
        else if (last && last.fitting > 0) last.fitting++;
        else parts.push({ fitting: 1 });
      }
      return {
        path,
        title: found.title,
        stamp: stamp(found),
        source: 'disk',
        mine: { gone: false },
        theirs: { gone: false, at: '10:42' },
        fields: [],
        onlyMine: 0,
        onlyTheirs: 0,
        alike: 0,
        parts,
        together: [],
      };
    },
    async settle(path, given, choices) {
      await heard('settle', path, given, choices);
      const found = both(path);
      if (stamp(found) !== given) throw refuse('meeting.changed', `${path} was changed again.`);
      let at = 0;
      const text = stretches(found).map((part) =>
        typeof part === 'string' ? part : chosen(part, choices[at++]),
      );
      const back = around.settle(path, `${text.filter(Boolean).join('\n\n')}\n`);
      const undo = around.canUndo(() => {
        back();
        return path;
      });
      return { path, undo };
    },
    async postHistory(path, limit, onStep) {
      const list = historyOf(path);
      const versions = list.slice(0, limit).map((version) => row(path, version));
      for (const [at, version] of versions.entries()) {
        onStep({ looked: at + 1, versions: [version], deleted: [] });
        await heard('postHistory', path, limit, at);
      }
      if (list.length === 0) throw refuse('history.none', `There are no versions of ${path} yet.`);
      const changed = list[0]?.body !== (around.now(path) ?? undefined);
      return { versions, more: list.length > limit, ...(changed && { now: { added: 1, removed: 1 } }) };
    },
    async deletedPosts(onStep) {
      await heard('deletedPosts');
      const gone = Object.keys(histories).filter((path) => around.now(path) === null);
      const deleted = gone.flatMap((path) => {
        const [last] = historyOf(path);
        return last
          ? [{ path, title: last.title, version: last.id, author: last.author, date: last.date }]
          : [];
      });
      onStep({ looked: deleted.length, versions: [], deleted });
      return deleted;
    },
    async cancelHistory() {
      await heard('cancelHistory');
    },
    async versionChange(path, id) {
      await heard('versionChange', path, id);
      const [before, after] = texts(path, id);
      return {
        path,
        title: path,
        fields: [],
        blocks: changeBlocks(before, after),
        lines: lineChanges(before, after),
      };
    },
    async restoreVersion(path, id) {
      await heard('restoreVersion', path, id);
      const { version, before } = find(path, id);
      const body = version.deleted ? (before?.body ?? '') : version.body;
      if (around.now(path) === null) {
        around.put({ path, head: `---\ntitle: ${version.title}\n---\n`, body, published: null });
        return { path };
      }
      const back = around.settle(path, body);
      const undo = around.canUndo(() => {
        back();
        return path;
      });
      return { path, undo };
    },
    async paragraphBack(post, id, at) {
      await heard('paragraphBack', post, id, at);
      const now = around.bodyOf(post).trimEnd();
      const path = Object.keys(histories).find((one) => historyOf(one).some((version) => version.id === id));
      const [before, after] = texts(path ?? '', id);
      const runs = changeBlocks(before, after)[at]?.runs.filter(({ kind }) => kind !== 'added') ?? [];
      return { from: now.length, to: now.length, insert: `\n\n${runs.map(({ text }) => text).join('')}` };
    },
  };
}
