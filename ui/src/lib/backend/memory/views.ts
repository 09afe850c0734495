/** What the in-memory library shows of itself and of its posts. */
import type { ErrorView, Identity, LibraryView, PostView, Problem, RecentLibrary } from '../types';

import { fnv1a } from '../hash';
import type { MemoryPost } from './ferrow';
import { readHead } from './head';
import { counts, names, summary } from './rows';

export const refuse = (code: string, message: string, hint?: string): ErrorView => ({
  code,
  message,
  ...(hint && { hint }),
});

export function problemsOf(post: MemoryPost): Problem[] {
  if (!post.body.includes('](fail-fast.md)')) return [];
  const lines = post.body.slice(0, post.body.indexOf('](fail-fast.md)')).split('\n').length;
  return [
    {
      code: 'link.broken',
      level: 'warning',
      message: 'The link to “fail-fast” leads nowhere.',
      path: post.path,
      line: post.head.split('\n').length - 1 + lines,
      what: 'fail-fast',
    },
  ];
}

/** All of an open post but its session. */
export function postView(post: MemoryPost, today: string): Omit<PostView, 'post' | 'seq' | 'save'> {
  return {
    summary: summary(post, today),
    head: readHead(post.head, today),
    body: post.body,
    hash: fnv1a([post.body]),
    bodyLine: post.head.split('\n').length,
    problems: problemsOf(post),
  };
}

export function libraryView(
  posts: MemoryPost[],
  today: string,
  identity: Identity | null,
  revision: number,
): LibraryView {
  const rows = posts.map((post) => summary(post, today));
  return {
    root: '/home/ines/Work/engineering-blog',
    shownRoot: '~/Work/engineering-blog',
    name: 'Ferrow Engineering',
    generator: 'hugo',
    generatorName: 'Hugo',
    hidesFuture: true,
    counts: counts(rows),
    tags: names(rows, (row) => row.tags).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name)),
    authors: names(rows, (row) => row.authors).sort((a, b) => a.name.localeCompare(b.name)),
    collections: names(rows, (row) => (row.collection ? [row.collection] : [])).sort((a, b) =>
      a.name.localeCompare(b.name),
    ),
    languages: [],
    lookAlikes: [],
    repository: {
      state: 'branch',
      branch: 'main',
      main: 'main',
      server: 'git.ferrow.example',
      ahead: 0,
      behind: 0,
      ...(identity && { identity }),
    },
    problems: [],
    revision,
    today,
    twoVersions: [],
    reviews: [],
    siteUrl: 'engineering.ferrow.example',
  };
}

export const RECENT: RecentLibrary[] = [
  {
    path: '/w/engineering-blog',
    shownPath: '~/Work/engineering-blog',
    name: 'Ferrow Engineering',
    found: true,
    unpublished: 3,
    drafts: 6,
  },
  { path: '/s/okabe', shownPath: '~/Sites/okabe', name: 'jun@okabe', found: true, unpublished: 0, drafts: 0 },
  {
    path: '/w/slow',
    shownPath: '~/Writing/slow-machines',
    name: 'Slow Machines',
    found: true,
    unpublished: 0,
    drafts: 2,
  },
  {
    path: '/media/archive/isobar',
    shownPath: '/media/archive/isobar',
    name: 'Isobar',
    found: false,
    unpublished: 0,
    drafts: 0,
  },
];
