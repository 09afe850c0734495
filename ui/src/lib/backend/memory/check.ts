/** The look at all posts of the in-memory library: a few kinds of problems, the ways to mend them, and the way back. */
import type { Backend } from '../backend';
import type { CheckReport, Fix, Level, Problem, ProblemKind, ProblemPlace } from '../types';
import { lineChanges } from './compare';
import type { MemoryPost } from './ferrow';
import { readHead, set } from './head';
import { problemsOf, refuse } from './views';

interface Around {
  posts: MemoryPost[];
  today: string;
  at: string;
  find: (path: string) => MemoryPost;
  save: (path: string) => void;
  moved: (post: MemoryPost) => void;
  changed: () => void;
  heard: (command: string, ...args: unknown[]) => Promise<void>;
  ways: Map<string, () => string>;
}

/** The post as it would be. */
interface Way extends Omit<Fix, 'lines' | 'changed'> {
  head: string;
  body: string;
}

const NAMES: Record<string, string> = {
  'link.broken': 'Links that lead nowhere',
  'date.no-offset': 'Dates without a time zone',
  'description.missing': 'No description',
};
const RANK: Record<Level, number> = { error: 0, warning: 1, hint: 2 };
const OFFSET = '+02:00';
/** From so many posts on, what more than half of them have is how the blog writes. */
const MANY = 10;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

export function checkOf(
  around: Around,
): Pick<Backend, 'checkLibrary' | 'cancelCheck' | 'problemFixes' | 'fixProblem'> {
  const { posts, today, find, save, moved, changed, heard, ways } = around;
  let cancelled = false;
  let count = 0;

  const lookAt = (post: MemoryPost): Problem[] => {
    const { date, description } = readHead(post.head, today).fields;
    const line = (field: string) => post.head.split('\n').findIndex((row) => row.startsWith(`${field}:`)) + 1;
    const found: Problem[] = problemsOf(post);
    if (date && /T\d{2}:\d{2}(?::\d{2})?$/.test(date)) {
      found.push({
        code: 'date.no-offset',
        level: 'warning',
        message: 'The date has a time and no offset, so the hour depends on where the site is built.',
        hint: `Add the offset, for example ${OFFSET}.`,
        path: post.path,
        line: line('date'),
        what: date,
      });
    }
    if (description === undefined) {
      found.push({
        code: 'description.missing',
        level: 'hint',
        message: 'This post has no description; its first words stand in for one.',
        hint: 'Write one or two sentences: search engines and messages show them.',
        path: post.path,
      });
    }
    return found;
  };

  const waysOf = ({ code, path, what }: ProblemPlace): Way[] => {
    const post = find(path);
    if (!lookAt(post).some((problem) => problem.code === code && problem.what === what)) return [];
    const { head, body } = post;
    if (code === 'date.no-offset') {
      const date = `${what ?? ''}${OFFSET}`;
      return [{ label: `Add ${OFFSET}`, sure: true, head: set(head, 'date', date), body }];
    }
    if (code !== 'link.broken') return [];
    const wanted = wordsOf(what ?? '');
    const fits = (one: MemoryPost) => wordsOf(one.path).filter((word) => wanted.includes(word)).length;
    return posts
      .filter((one) => one !== post && fits(one) > 0)
      .sort((a, b) => fits(b) - fits(a))
      .slice(0, 2)
      .map((one) => {
        const { title = one.path, day } = readHead(one.head, today).fields;
        const to = body.replace(`](${what}.md)`, `](${one.path.replace(/^.*\//, '')})`);
        return { label: `Link to “${title}”`, ...(day && { detail: day }), sure: false, head, body: to };
      });
  };

  const fixOf = (post: MemoryPost, { label, detail, sure, head, body }: Way): Fix => {
    const all = lineChanges((post.head + post.body).trimEnd(), (head + body).trimEnd());
    const lines = all.filter(({ kind }) => kind !== 'same');
    const changedLines = lines.filter(({ kind }) => kind === 'added').length;
    return { label, ...(detail && { detail }), sure, lines, changed: changedLines };
  };

  const report = (): CheckReport => {
    const all = posts.flatMap(lookAt).sort((a, b) => RANK[a.level] - RANK[b.level]);
    const kinds = [...new Set(all.map(({ code }) => code))].map((code): ProblemKind => {
      const of = all.filter((problem) => problem.code === code);
      return { code, name: NAMES[code] ?? code, level: of[0]?.level ?? 'hint', count: of.length };
    });
    const habit = ({ count: times }: ProblemKind) => posts.length >= MANY && times * 2 > posts.length;
    const problems = all.filter(({ code }) => !kinds.some((kind) => kind.code === code && habit(kind)));
    return {
      problems,
      kinds: kinds.filter((kind) => !habit(kind)),
      habits: kinds.filter(habit),
      posts: posts.length,
      with: new Set(problems.map(({ path }) => path)).size,
      at: around.at,
      seconds: 0.3,
    };
  };

  return {
    async checkLibrary(onStep) {
      cancelled = false;
      await heard('checkLibrary');
      for (let done = 1; done <= posts.length; done++) {
        onStep({ done, total: posts.length });
        await heard('checking', done);
        if (cancelled) throw refuse('cancelled', 'Stopped. Nothing was changed.');
      }
      return report();
    },
    async cancelCheck() {
      cancelled = true;
      await heard('cancelCheck');
    },
    async problemFixes(place) {
      await heard('problemFixes', place);
      return waysOf(place).map((way) => fixOf(find(place.path), way));
    },
    async fixProblem(place, number) {
      await heard('fixProblem', place, number);
      save(place.path);
      const [post, way] = [find(place.path), waysOf(place)[number]];
      if (!way) {
        throw refuse('fix.gone', 'This problem is gone, or is another one by now. Nothing was changed.');
      }
      const old = { head: post.head, body: post.body };
      const put = (text: { head: string; body: string }) => {
        Object.assign(post, { head: text.head, body: text.body });
        moved(post);
        changed();
      };
      put(way);
      const undo = `f${++count}`;
      ways.set(undo, () => {
        put(old);
        return post.path;
      });
      return { path: post.path, undo };
    },
  };
}
