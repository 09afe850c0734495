/**
 * A page that is another one only in some blocks: they alone are exchanged, in what is known of the page and in the frame.
 * A long page is then neither sent nor read nor compared whole for one letter.
 */
import type { BlockMark, PagePatch, PreviewChange, PreviewView } from '$backend/types';

import { BLOCK } from './blocks';
import { parse } from './parse';
import { bare, morph } from './patch';

/** What a proof puts boxes beside; a block with such needs a look at the whole page. */
const HOLED = 'img, picture, iframe, embed, object, video, audio';

/** The new page, whole: the one that was sent, or the one before with its exchanges made. */
export function pageOf(before: PreviewView | null, { page, patch }: PreviewChange): PreviewView {
  if (page) return page;
  if (!before || !patch) throw new Error('a change of no page');
  let html = '';
  let at = 0;
  for (const { from, to, insert } of patch.splices) {
    html += before.html.slice(at, from) + insert;
    at = to;
  }
  html += before.html.slice(at);
  return { ...before, seq: patch.seq, number: patch.number, html, marks: marksOf(before, patch) };
}

function marksOf(
  { html, marks }: PreviewView,
  { splices, from, to, marks: own, lines }: PagePatch,
): BlockMark[] {
  const first = marks[0]?.offset ?? html.length;
  const growth = (of: typeof splices) =>
    of.reduce((sum, { from, to, insert }) => sum + insert.length - (to - from), 0);
  const [head, all] = [growth(splices.filter((splice) => splice.to <= first)), growth(splices)];
  const moved = (by: number, down: number) => (mark: BlockMark) => ({
    offset: mark.offset + by,
    line: mark.line + down,
    endLine: mark.endLine + down,
  });
  return [...marks.slice(0, from).map(moved(head, 0)), ...own, ...marks.slice(to).map(moved(all, lines))];
}

/**
 * Exchanges the blocks in the frame, which shows `before`. False when only a look at the whole page can say what comes of
 * it: the frame is then as it was.
 */
export function exchangeBlocks(frame: Document, before: PreviewView, patch: PagePatch): boolean {
  const { from, to, marks, splices } = patch;
  if (to === from) return true;
  const splice = splices.at(-1);
  if (!splice) return false;
  const shown = blocksFrom(frame, from, to - from);
  const old = parsed(before.html.slice(splice.from, splice.to), from, to - from);
  const now = parsed(splice.insert, from, marks.length);
  if (!shown || !old || !now) return false;
  // What stands before can reach into a block (an element that the writer left open): then it is not what it is alone.
  if (!shown.every((element, index) => element.isEqualNode(old[index] ?? null))) return false;
  if (now.some((element) => element.matches(HOLED) || element.querySelector(HOLED))) return false;

  if (old.length !== now.length) renumber(frame, to, now.length - old.length);
  let last = shown[0];
  now.forEach((element, index) => {
    const there = shown[index];
    if (there) {
      last = morph(there, element);
    } else if (last) {
      const own = frame.importNode(element, true);
      last.after('\n', own);
      last = own;
    }
  });
  for (const gone of shown.slice(now.length)) {
    if (gone.previousSibling?.nodeType === Node.TEXT_NODE) gone.previousSibling.remove();
    gone.remove();
  }
  return true;
}

/** The elements of so many blocks, when they stand one after another in the page's own article. */
function blocksFrom(frame: Document, first: number, count: number): HTMLElement[] | null {
  let element: Element | null = frame.querySelector(`[${BLOCK}="${first}"]`);
  const found: HTMLElement[] = [];
  for (let number = first; number < first + count; number++) {
    if (element?.getAttribute(BLOCK) !== String(number) || element.parentElement?.nodeName !== 'ARTICLE')
      return null;
    found.push(element as HTMLElement);
    element = element.nextElementSibling;
  }
  return found;
}

/** The elements of blocks, by themselves and numbered; null when these are not one for each. */
function parsed(html: string, first: number, count: number): HTMLElement[] | null {
  const page = parse(`<!doctype html><body><article>${html}</article>`);
  const article = page.body.firstElementChild;
  if (!article || page.body.children.length !== 1 || article.children.length !== count) return null;
  const text = [...article.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
  );
  if (text) return null;
  bare(page);
  const elements = [...article.children] as HTMLElement[];
  elements.forEach((element, index) => element.setAttribute(BLOCK, String(first + index)));
  return elements;
}

/** The blocks from this one on have other numbers. */
function renumber(frame: Document, first: number, by: number): void {
  for (const element of frame.querySelectorAll(`[${BLOCK}]`)) {
    const number = Number(element.getAttribute(BLOCK));
    if (number >= first) element.setAttribute(BLOCK, String(number + by));
  }
}
