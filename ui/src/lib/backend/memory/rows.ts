/** Rows, groups and counts of the in-memory library. */
import { length } from '$words/length';

import type {
  By,
  Counts,
  Group,
  GroupStart,
  Hits,
  MonthStart,
  NameCount,
  PostQuery,
  PostRows,
  PostSummary,
  Status,
  Stretch,
} from '../types';
import { readHead } from './head';
import type { MemoryPost } from './ferrow';

/** The first folder of a path. */
export const collectionOf = (path: string) => path.split('/')[0] ?? '';

export function summary(post: MemoryPost, today: string): PostSummary {
  const { fields } = readHead(post.head, today);
  const size = length(post.body);
  const scheduled = fields.visibility === 'scheduled';
  const change =
    post.published === null ? 'new' : post.published !== post.head + post.body ? 'changed' : undefined;
  const status: Status = scheduled
    ? 'scheduled'
    : fields.draft
      ? 'draft'
      : change
        ? 'unpublished'
        : 'published';
  const here = {
    code: `status.${change ?? 'published'}`,
    args: [],
    message: 'It has changes that the server does not have.',
  };
  return {
    path: post.path,
    title: fields.title ?? post.path.replace(/^.*\/|\.md$/g, ''),
    status,
    reasons: [...(status === 'unpublished' ? [] : fields.reasons), ...(change ? [here] : [])],
    visibility: fields.visibility,
    ...(change && { unpublished: change }),
    ...(fields.day && { date: fields.day }),
    authors: fields.authors,
    tags: fields.tags,
    excerpt: fields.description ?? post.body.split('\n')[0] ?? '',
    minutes: size.minutes,
    words: size.words,
    page: false,
    collection: collectionOf(post.path),
  };
}

const IN_GROUP: Record<Group, (row: PostSummary) => boolean> = {
  all: (row) => !row.page,
  drafts: (row) => row.visibility === 'draft',
  scheduled: (row) => row.visibility === 'scheduled',
  published: (row) => row.visibility === 'public',
  unpublished: (row) => row.unpublished !== undefined,
  pages: (row) => row.page,
};

export function counts(rows: PostSummary[]): Counts {
  const count = (group: Group) => rows.filter(IN_GROUP[group]).length;
  return {
    all: count('all'),
    drafts: count('drafts'),
    scheduled: count('scheduled'),
    published: count('published'),
    unpublished: count('unpublished'),
    deleted: 0,
    pages: count('pages'),
  };
}

export function names(rows: PostSummary[], of: (row: PostSummary) => string[]): NameCount[] {
  const found = new Map<string, number>();
  for (const name of rows.flatMap(of)) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found].map(([name, count]) => ({ name, count }));
}

/** The rows that are asked for; `bodyOf` gives the text of a post, which a search looks at too. */
export function rowsOf(
  all: PostSummary[],
  query: PostQuery,
  revision: number,
  bodyOf: (path: string) => string,
): PostRows {
  const wanted = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = all
    .filter(IN_GROUP[query.group])
    .filter((row) => !query.tag || row.tags.some((tag) => tag.toLowerCase() === query.tag?.toLowerCase()))
    .filter((row) => !query.author || row.authors.includes(query.author))
    .filter((row) => !query.collection || row.collection === query.collection)
    .filter((row) => !query.status || row.status === query.status)
    .filter((row) => !query.date || (row.date ?? '').startsWith(query.date))
    .filter((row) => {
      const text = `${row.title} ${row.excerpt} ${row.tags.join(' ')} ${bodyOf(row.path)}`;
      return wanted.every((word) => stretches(text, [word]).length > 0);
    })
    .sort((a, b) => {
      if (query.sort === 'best' && wanted.length > 0) {
        const fit = (row: PostSummary) => stretches(row.title, wanted).length;
        if (fit(a) !== fit(b)) return fit(b) - fit(a);
      }
      if (query.sort === 'title') return a.title.localeCompare(b.title);
      const [x, y] = [a.date ?? '9999', b.date ?? '9999'];
      return query.sort === 'oldest' ? x.localeCompare(y) : y.localeCompare(x);
    });
  const { rows, groups } =
    query.by && query.by !== 'none' ? grouped(found, query.by) : { rows: found, groups: [] };
  const dated = query.sort === 'newest' || query.sort === 'oldest';
  return {
    total: rows.length,
    posts: found.length,
    offset: query.offset,
    found: rows.flatMap((row, at) => (row.path === query.find ? [at] : [])),
    rows: rows
      .slice(query.offset, query.offset + query.limit)
      .map((row) => (wanted.length > 0 ? { ...row, hits: hitsOf(row, wanted, bodyOf(row.path)) } : row)),
    months: dated && !query.by ? months(found) : [],
    groups,
    unread: 0,
    revision,
  };
}

/** A row stands under each of its tags and authors; those without a name come last. */
function grouped(found: PostSummary[], by: By): { rows: PostSummary[]; groups: GroupStart[] } {
  const namesOf = (row: PostSummary): string[] => {
    if (by === 'tag') return row.tags;
    if (by === 'author') return row.authors;
    if (by === 'status') return [row.status];
    if (by === 'month') return [row.date?.slice(0, 7) ?? ''];
    return [row.collection ?? ''];
  };
  const all = new Map<string, PostSummary[]>();
  for (const row of found) {
    const names = namesOf(row);
    for (const name of names.length > 0 ? names : ['']) all.set(name, [...(all.get(name) ?? []), row]);
  }
  // Months come in the order of the rows.
  const order =
    by === 'month' ? [...all] : [...all].sort(([a], [b]) => Number(!a) - Number(!b) || a.localeCompare(b));
  const groups: GroupStart[] = [];
  const rows: PostSummary[] = [];
  for (const [name, below] of order) {
    groups.push({ name, row: rows.length, count: below.length });
    rows.push(...below);
  }
  return { rows, groups };
}

/** Where words begin with what is wanted. */
function stretches(text: string, wanted: string[]): Stretch[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].flatMap((word) => {
    const low = word[0].toLowerCase();
    const longest = Math.max(0, ...wanted.filter((one) => low.startsWith(one)).map((one) => one.length));
    return longest > 0 ? [{ from: word.index, to: word.index + longest }] : [];
  });
}

/** The place in the text is shown when the row itself has none. */
function hitsOf(row: PostSummary, wanted: string[], body: string): Hits {
  const [title, tags] = [stretches(row.title, wanted), row.tags.map((tag) => stretches(tag, wanted))];
  const inExcerpt = stretches(row.excerpt, wanted).length > 0;
  const first = stretches(body, wanted)[0];
  const text =
    !inExcerpt && title.length === 0 && !tags.flat().length && first
      ? `…${body.slice(first.from, first.from + 150)}`
      : row.excerpt;
  return { title, tags, text, inText: stretches(text, wanted) };
}

function months(rows: PostSummary[]): MonthStart[] {
  const out: MonthStart[] = [];
  rows.forEach((row, at) => {
    const month = row.date?.slice(0, 7) ?? '';
    if (out.at(-1)?.month !== month) out.push({ month, row: at });
  });
  return out;
}
