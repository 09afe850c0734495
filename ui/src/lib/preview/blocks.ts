/**
 * Which element of the page shows which lines of the text. The renderer says where each block begins in the HTML;
 * comments at these places are put into a copy, parsed, and taken out again.
 */
import type { BlockMark } from '$backend/types';

import { parse } from './parse';

export const BLOCK = 'data-galley-block';
const SIGN = 'galley-block:';

/** Where a comment would not stay a comment, or would end one. */
const TREACHEROUS =
  /<!--|<(?:textarea|title|style|script|xmp|iframe|noembed|noframes|noscript|plaintext|template|select|svg|math)\b/i;

/** The page, parsed, with the number of its block on each block's element. */
export function parsePage(html: string, marks: readonly BlockMark[]): Document {
  const plain = () => parse(html);
  if (marks.length === 0) return plain();

  const marked = parse(insertSigns(html, marks));
  const found: [Comment, number][] = [];
  const walker = marked.createTreeWalker(marked.documentElement, NodeFilter.SHOW_COMMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node as Comment).data;
    if (text.startsWith(SIGN)) found.push([node as Comment, Number(text.slice(SIGN.length))]);
  }
  const elements = found.map(([comment, block]) => {
    const element = comment.nextElementSibling;
    comment.remove();
    return [element, block] as const;
  });
  marked.body.normalize();

  const from = marks[0]?.offset ?? 0;
  if (TREACHEROUS.test(html.slice(from))) {
    // The writer's own HTML may have swallowed a sign: then the page must not differ from the one without signs.
    const without = plain();
    without.body.normalize();
    if (without.body.innerHTML !== marked.body.innerHTML) return without;
  }
  for (const [element, block] of elements) {
    if (element && !element.hasAttribute(BLOCK)) element.setAttribute(BLOCK, String(block));
  }
  return marked;
}

function insertSigns(html: string, marks: readonly BlockMark[]): string {
  let out = '';
  let at = 0;
  marks.forEach(({ offset }, block) => {
    if (offset < at || offset > html.length) return;
    out += `${html.slice(at, offset)}<!--${SIGN}${block}-->`;
    at = offset;
  });
  return out + html.slice(at);
}

/** The block that a line of the text belongs to: the last one that begins at or above it; -1 above the first. */
export function blockOf(line: number, marks: readonly BlockMark[]): number {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.line ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
