/** Tags over all posts of the in-memory library: rows, look-alikes, plan, change and the way back. */
import type { Backend } from '../backend';
import type { AlikeName, LookAlike, TagChange, TagOrder, TagRow } from '../types';
import { headChanges } from './compare';
import type { MemoryPost } from './ferrow';
import { quoted, readHead, set } from './head';
import { putHeads } from './many';
import { refuse } from './views';

interface Around {
  posts: MemoryPost[];
  today: string;
  save: (path: string) => void;
  moved: (post: MemoryPost) => void;
  changed: () => void;
  heard: (command: string, ...args: unknown[]) => Promise<void>;
  ways: Map<string, () => string>;
}

type Verbs = Pick<Backend, 'tagRows' | 'tagPlan' | 'changeTags' | 'notTheSame'>;

const quote = (names: string[]) => names.map((name) => `“${name}”`).join(', ');

function messageOf({ from, to }: TagOrder): string {
  if (to === undefined) return `Remove ${from.length === 1 ? 'the tag' : 'the tags'} ${quote(from)}`;
  return from.length === 1
    ? `Rename the tag ${quote(from)} to ${quote([to])}`
    : `Merge tags into ${quote([to])}`;
}

export function tagsOf({ posts, today, save, moved, changed, heard, ways }: Around): {
  verbs: Verbs;
  alike: () => LookAlike[];
} {
  const several = new Set<string>();
  let count = 0;
  const fieldsOf = (post: MemoryPost) => readHead(post.head, today).fields;

  /** Spellings by their most used one. */
  const spellings = () => {
    const all = new Map<string, Map<string, number>>();
    for (const tag of posts.flatMap((post) => fieldsOf(post).tags)) {
      const known = all.get(tag.toLowerCase()) ?? new Map<string, number>();
      all.set(tag.toLowerCase(), known.set(tag, (known.get(tag) ?? 0) + 1));
    }
    return [...all.values()].map((known) => [...known].sort(([, a], [, b]) => b - a));
  };

  const rows = (): TagRow[] =>
    spellings().map((known) => {
      const name = known[0]?.[0] ?? '';
      const having = posts
        .map(fieldsOf)
        .filter(({ tags }) => tags.some((tag) => tag.toLowerCase() === name.toLowerCase()));
      const last = having
        .map(({ day }) => day ?? '')
        .sort()
        .at(-1);
      const authors = new Map<string, number>();
      for (const author of having.flatMap((one) => one.authors))
        authors.set(author, (authors.get(author) ?? 0) + 1);
      const most = [...authors].sort(([, a], [, b]) => b - a).map(([author]) => author);
      return { name, count: having.length, ...(last && { last }), authors: most.slice(0, 3) };
    });

  const alike = (): LookAlike[] => {
    const groups = new Map<string, [string, number][]>();
    for (const one of spellings().flat()) {
      const key = one[0].toLowerCase().replaceAll('-', '').replace(/s$/, '');
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    return [...groups]
      .filter(([key, known]) => known.length > 1 && !several.has(key))
      .map(([, known]) => {
        const [[name, uses] = ['', 0], ...rest] = known.sort(([, a], [, b]) => b - a);
        const others = rest.map(([other, times]): AlikeName => {
          const how =
            other.toLowerCase() === name.toLowerCase() ? 'case' : other.includes('-') ? 'hyphen' : 'plural';
          return { name: other, count: times, how };
        });
        const how = {
          case: 'Capitals.',
          hyphen: 'With and without a hyphen.',
          plural: 'Singular and plural.',
        };
        const message = how[(others[0]?.how ?? 'case') as keyof typeof how];
        return { keep: { name, count: uses }, others, message };
      });
  };

  /** It has changes that the server does not have. */
  const isApart = ({ published, head, body }: MemoryPost) => published !== null && published !== head + body;

  const changes = ({ from, to, paths }: TagOrder) => {
    if (to?.trim() === '') throw refuse('tags.no-name', 'A tag needs a name.');
    const gone = new Set(from.map((tag) => tag.toLowerCase()));
    const goes = (tag: string) => gone.has(tag.toLowerCase()) && tag !== to;
    const having = posts.filter((post) => fieldsOf(post).tags.some(goes));
    if (having.length === 0) throw refuse('tags.none', `No post has the tag “${from[0] ?? ''}”.`);
    return having
      .filter(({ path }) => paths?.includes(path) ?? true)
      .map((post) => {
        const before = fieldsOf(post).tags;
        const became = before.flatMap((tag) => (!goes(tag) ? [tag] : to === undefined ? [] : [to]));
        const after = [...new Set(became)];
        return { post, before, after, head: set(post.head, 'tags', `[${after.map(quoted).join(', ')}]`) };
      });
  };

  const verbs: Verbs = {
    async tagRows() {
      await heard('tagRows');
      return rows();
    },
    async tagPlan(order) {
      await heard('tagPlan', order);
      const all = changes(order).map(({ post, before, after, head }): TagChange => {
        const both = order.to !== undefined && after.length < before.length;
        return {
          path: post.path,
          title: fieldsOf(post).title ?? post.path,
          format: 'YAML',
          ...(both && { note: 'had both, so one goes' }),
          before,
          after,
          ...headChanges(post.head, head),
          apart: isApart(post),
        };
      });
      return { posts: all, refused: [], message: messageOf(order) };
    },
    async changeTags(order) {
      await heard('changeTags', order);
      const all = changes(order);
      if (all.length === 0) throw refuse('tags.nothing', 'No post was chosen. Nothing was changed.');
      const apart = all.filter(({ post }) => isApart(post)).map(({ post }) => post.path);
      const undo = `t${++count}`;
      ways.set(undo, putHeads(all, { save, moved, changed }));
      return { paths: all.map(({ post }) => post.path), apart, undo, version: '3f1c9a2' };
    },
    async notTheSame(tags) {
      await heard('notTheSame', tags);
      for (const tag of tags) several.add(tag.toLowerCase().replaceAll('-', '').replace(/s$/, ''));
      changed();
    },
  };
  return { verbs, alike };
}
