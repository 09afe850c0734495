/** Rows, groups and counts of the in-memory library. */
import { length } from '$words/length';

import type {
  Counts,
  Group,
  MonthStart,
  NameCount,
  PostQuery,
  PostRows,
  PostSummary,
  Status,
} from '../types';
import { readHead } from './head';
import type { MemoryPost } from './ferrow';

export function summary(post: MemoryPost, today: string): PostSummary {
  const { fields } = readHead(post.head);
  const size = length(post.body);
  const scheduled = !fields.draft && fields.day !== undefined && fields.day > today;
  const change =
    post.published === null ? 'new' : post.published !== post.head + post.body ? 'changed' : undefined;
  const status: Status = scheduled
    ? 'scheduled'
    : fields.draft
      ? 'draft'
      : change
        ? 'unpublished'
        : 'published';
  const reasons: Record<string, string> = {
    scheduled: `Hidden until ${fields.day}.`,
    draft: 'Marked as a draft.',
    unpublished: 'It has changes that the server does not have.',
    published: 'The server has it as it is here.',
  };
  return {
    path: post.path,
    title: fields.title ?? post.path.replace(/^.*\/|\.md$/g, ''),
    status,
    statusReason: reasons[status] ?? '',
    visibility: scheduled ? 'scheduled' : fields.draft ? 'draft' : 'public',
    ...(change && { unpublished: change }),
    ...(fields.day && { date: fields.day }),
    authors: fields.authors,
    tags: fields.tags,
    excerpt: fields.description ?? post.body.split('\n')[0] ?? '',
    minutes: size.minutes,
    words: size.words,
    page: false,
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
    pages: count('pages'),
  };
}

export function names(rows: PostSummary[], of: (row: PostSummary) => string[]): NameCount[] {
  const found = new Map<string, number>();
  for (const name of rows.flatMap(of)) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found].map(([name, count]) => ({ name, count }));
}

export function rowsOf(all: PostSummary[], query: PostQuery, revision: number): PostRows {
  const wanted = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = all
    .filter(IN_GROUP[query.group])
    .filter((row) => !query.tag || row.tags.some((tag) => tag.toLowerCase() === query.tag?.toLowerCase()))
    .filter((row) => !query.author || row.authors.includes(query.author))
    .filter((row) => {
      const text = `${row.title} ${row.excerpt} ${row.tags.join(' ')}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    })
    .sort((a, b) => {
      if (query.sort === 'title') return a.title.localeCompare(b.title);
      const [x, y] = [a.date ?? '9999', b.date ?? '9999'];
      return query.sort === 'newest' ? y.localeCompare(x) : x.localeCompare(y);
    });
  return {
    total: found.length,
    offset: query.offset,
    rows: found.slice(query.offset, query.offset + query.limit),
    months: query.sort === 'title' ? [] : months(found),
    revision,
  };
}

function months(rows: PostSummary[]): MonthStart[] {
  const out: MonthStart[] = [];
  rows.forEach((row, at) => {
    const month = row.date?.slice(0, 7) ?? '';
    if (out.at(-1)?.month !== month) out.push({ month, row: at });
  });
  return out;
}
