/** What publishing from the in-memory library would do. */
import type { Identity, PlanItem, PostChange, PublishPlan, PublishStep } from '../types';

import { changeBlocks, lineChanges } from './compare';
import type { MemoryPost } from './ferrow';
import { read } from './head';
import { summary } from './rows';
import { problemsOf, refuse } from './views';

const FENCE = '\n---\n';

export function planOf(
  posts: MemoryPost[],
  paths: string[],
  today: string,
  identity: Identity | null,
): PublishPlan {
  const rows = posts.map((post) => summary(post, today)).filter((row) => row.unpublished);
  const items = rows.map<PlanItem>((row) => ({
    path: row.path,
    title: row.title,
    kind: row.unpublished ?? 'changed',
    role: 'post',
    ticked: paths.includes(row.path),
    note: `${row.visibility === 'draft' ? 'draft, ' : ''}${row.unpublished === 'new' ? 'not on the server yet' : row.path}`,
    becomesPublic: row.visibility === 'draft',
  }));
  const going = items.filter((item) => item.ticked);
  const goingPosts = posts.filter((post) => going.some((item) => item.path === post.path));
  const titles = going.map((item) => `“${item.title}”`).join(', ');
  return {
    branch: 'main',
    server: 'git.ferrow.example',
    items,
    earlier: [],
    problems: goingPosts.flatMap(problemsOf),
    message: going[0] ? `${going[0].kind === 'new' ? 'Add' : 'Update'} ${titles}` : '',
    changes: goingPosts.map((post) => changeOf(post, summary(post, today).title)),
    ...(!identity && {
      blocked: refuse('identity.missing', 'Git does not know who you are.', 'Give a name and an address.'),
    }),
  };
}

function changeOf(post: MemoryPost, title: string): PostChange {
  const before = post.published ?? '';
  const cut = before.indexOf(FENCE);
  const oldHead = cut < 0 ? '' : before.slice(0, cut + FENCE.length);
  const oldTags = read(oldHead).fields.tags;
  const { tags } = read(post.head).fields;
  return {
    path: post.path,
    title,
    fields: oldTags.join() === tags.join() ? [] : [{ name: 'Tags', before: oldTags, after: tags }],
    blocks: changeBlocks(before.slice(oldHead.length), post.body),
    lines: lineChanges(before, post.head + post.body),
  };
}

/** Tells one step after another; rejects when publishing was stopped meanwhile. */
export async function stepsOf(
  onStep: (step: PublishStep) => void,
  before: (step: PublishStep['step']) => Promise<void>,
  cancelled: () => boolean,
): Promise<void> {
  const names = ['check', 'commit', 'send', 'confirm'] as const;
  const details = [undefined, '4f2a91c', undefined, ''];
  for (const [index, step] of names.entries()) {
    const tell = (rest: Omit<PublishStep, 'step'>) => onStep({ step, ...rest });
    tell({ state: 'running' });
    await before(step);
    if (cancelled()) {
      tell({ state: 'failed' });
      throw refuse('cancelled', 'Stopped. Nothing was sent.');
    }
    const detail = details[index];
    tell({ state: 'done', ...(detail !== undefined && { detail }), seconds: 0.1 });
  }
}
