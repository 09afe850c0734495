/** From a click in the page to the caret in the text: the line of the block, and in it the word that was clicked. */
import type { BlockMark } from '$backend/types';

import { BLOCK } from './blocks';

/** The word around a place of a text; empty where there is none. */
function wordAt(text: string, at: number): { word: string; from: number } {
  const before = /[\p{L}\p{N}]*$/u.exec(text.slice(0, at))?.[0] ?? '';
  const after = /^[\p{L}\p{N}]*/u.exec(text.slice(at))?.[0] ?? '';
  return { word: before + after, from: at - before.length };
}

function count(text: string, word: string): number {
  return word === '' ? 0 : text.split(word).length - 1;
}

/** Where in the text (in units of its LF form) a place of the page is; null where the page has nothing of the text. */
export function caretFor(
  node: Node,
  offset: number,
  marks: readonly BlockMark[],
  text: string,
): number | null {
  const element = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement;
  const block = element?.closest(`[${BLOCK}]`);
  const mark = marks[Number(block?.getAttribute(BLOCK) ?? -1)];
  if (!block || !mark) return null;
  const lines = text.split('\n');
  const begin = lines.slice(0, mark.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const source = lines.slice(mark.line - 1, mark.endLine).join('\n');
  if (node.nodeType !== Node.TEXT_NODE) return begin;
  const { word, from } = wordAt((node as Text).data, offset);
  if (word === '') return begin;
  // The same word may stand there before: it is counted in the page up to the click, and again in the text.
  const range = node.ownerDocument?.createRange();
  range?.setStart(block, 0);
  range?.setEnd(node, from);
  let nth = count(range?.toString() ?? '', word);
  let at = source.indexOf(word);
  while (nth-- > 0 && at >= 0) {
    const next = source.indexOf(word, at + word.length);
    if (next < 0) break;
    at = next;
  }
  return at < 0 ? begin : begin + at + Math.min(offset - from, word.length);
}
