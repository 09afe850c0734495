/** Problems as the list shows them: each with a key that outlives a new look, in groups by kind or by post. */
import type { CheckReport, Level, Problem, ProblemPlace } from '$backend/types';

export type GroupBy = 'kind' | 'post';

export interface Item {
  /** The same after another look: the post, the kind and the thing itself, and which of several such. */
  key: string;
  problem: Problem;
}

export interface ProblemGroup {
  /** Its kind's code, or its post's path. */
  key: string;
  name: string;
  level: Level;
  items: Item[];
}

const LEVELS: readonly Level[] = ['error', 'warning', 'hint'];

export function itemsOf(problems: readonly Problem[]): Item[] {
  const times = new Map<string, number>();
  return problems.map((problem) => {
    const same = [problem.path ?? '', problem.code, problem.what ?? ''].join('\n');
    const nth = times.get(same) ?? 0;
    times.set(same, nth + 1);
    return { key: `${same}\n${nth}`, problem };
  });
}

export function groupsOf(
  items: readonly Item[],
  by: GroupBy,
  { kinds }: Pick<CheckReport, 'kinds'>,
  titleOf: (path: string) => string,
): ProblemGroup[] {
  const all = new Map<string, Item[]>();
  for (const item of items) {
    const key = by === 'kind' ? item.problem.code : (item.problem.path ?? '');
    const known = all.get(key);
    if (known) known.push(item);
    else all.set(key, [item]);
  }
  const keys =
    by === 'kind' ? kinds.map(({ code }) => code).filter((code) => all.has(code)) : [...all.keys()];
  return keys.map((key) => {
    const of = all.get(key) ?? [];
    const level = LEVELS.find((one) => of.some(({ problem }) => problem.level === one)) ?? 'hint';
    const kind = kinds.find(({ code }) => code === key);
    return by === 'kind'
      ? { key, name: kind?.name ?? key, level: kind?.level ?? level, items: of }
      : { key, name: titleOf(key), level, items: of };
  });
}

/** What happened, as a heading: it has no full stop. */
export const headingOf = ({ message }: Problem): string => message.replace(/\.$/, '');

/** By what the library knows a problem; null for one that is in no file. */
export function placeOf({ code, path, line, what }: Problem): ProblemPlace | null {
  if (path === undefined) return null;
  return { code, path, ...(line !== undefined && { line }), ...(what !== undefined && { what }) };
}
