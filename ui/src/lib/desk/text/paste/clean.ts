/**
 * Copied HTML without what belongs to the program that it comes from: Word, Google Docs, LibreOffice, browsers. What is
 * meant stays, in elements that say it: bold letters are `strong`, however they were made bold.
 */
import { makeLists } from './word';

const GONE =
  'script, style, meta, link, title, template, noscript, iframe, object, embed, svg, button, select, xml, .Apple-interchange-newline';
const BLOCKS =
  'address, article, blockquote, div, dl, fieldset, figure, footer, h1, h2, h3, h4, h5, h6, header, hr, ol, p, pre, section, table, ul';
const HEADINGS = 'h1, h2, h3, h4, h5, h6';
const ANCHOR_SIGNS = new Set(['', '#', '¶', '§', '🔗']);
const LANGUAGE = /(?:^|\s)(?:language-|lang-|highlight-(?:source|text)-)([\w+#-]+)/;
/** Blanks that must not break, where a typist means them: in French before signs, and between figures. */
const MEANT = /(?<=[\p{L}\d%)])\u00a0(?=[;:!?»%€])|(?<=«)\u00a0(?=\S)|(?<=\d)\u00a0(?=\d)/gu;

/** What a style says of one property. Word says much of others whose names end alike. */
function said(element: Element, property: RegExp): string {
  const all = (element.getAttribute('style') ?? '').toLowerCase().split(';');
  const found = all.map((one) => one.split(':')).findLast(([name = '']) => property.test(name.trim()));
  return found?.[1]?.trim() ?? '';
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

/** Puts all that is in an element into another one inside it. */
function within(element: Element, name: string): void {
  const inner = element.ownerDocument.createElement(name);
  inner.append(...element.childNodes);
  element.append(inner);
}

function rename(element: Element, name: string): void {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function dropUnseen(body: HTMLElement): void {
  body.querySelectorAll(GONE).forEach((element) => element.remove());
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const node of found) node.parentNode?.removeChild(node);
  for (const element of [...body.querySelectorAll('*')]) {
    if (said(element, /^display$/) === 'none' || said(element, /^mso-hide$/) === 'all') element.remove();
    // `o:p`, `w:sdt`, `st1:place` and other elements of Office.
    else if (element.tagName.includes(':')) unwrap(element);
  }
}

/** Bold, italic and struck through letters as elements; elements that deny what they are named for are taken away. */
function sayEmphasis(body: HTMLElement): void {
  for (const element of [...body.querySelectorAll('[style]')]) {
    const weight = said(element, /^font-weight$/);
    if (/^(?:B|STRONG)$/.test(element.tagName)) {
      if (/^(?:normal|[1-4]00)$/.test(weight)) unwrap(element);
    } else if (/^(?:SPAN|FONT|A)$/.test(element.tagName)) {
      if (/^(?:bold|[6-9]00)$/.test(weight)) within(element, 'strong');
      if (said(element, /^font-style$/) === 'italic') within(element, 'em');
      if (said(element, /^text-decoration(?:-line)?$/).includes('line-through')) within(element, 'del');
    }
  }
  body.querySelectorAll('tt').forEach((element) => rename(element, 'code'));
  body.querySelectorAll('strike').forEach((element) => rename(element, 'del'));
  // A heading is bold by being one.
  for (const heading of body.querySelectorAll(HEADINGS))
    heading.querySelectorAll('b, strong').forEach(unwrap);
}

function cleanLinks(body: HTMLElement): void {
  for (const link of [...body.querySelectorAll('a')]) {
    const words = link.textContent.trim();
    const empty = words === '' && !link.querySelector('img');
    const href = link.getAttribute('href')?.trim() ?? '';
    if (link.closest(HEADINGS) && ANCHOR_SIGNS.has(words) && !link.querySelector('img')) link.remove();
    else if (empty || href === '' || /^(?:javascript|data|vbscript):/i.test(href)) unwrap(link);
  }
}

/** Pictures that are on no server cannot be shown from here. Says how many there were. */
function dropPictures(body: HTMLElement): number {
  let dropped = 0;
  // Google Docs draws the boxes of its tasks.
  body.querySelectorAll('[role="checkbox"] > img').forEach((picture) => picture.remove());
  for (const picture of [...body.querySelectorAll('img')]) {
    if (/^https?:\/\//i.test(picture.getAttribute('src') ?? '')) continue;
    picture.remove();
    dropped++;
  }
  return dropped;
}

/** Items hold their lists themselves, and are tight. */
function cleanLists(body: HTMLElement): void {
  for (const list of body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) {
    const before = list.previousElementSibling;
    if (before?.tagName === 'LI') before.append(list);
  }
  for (const item of body.querySelectorAll('li')) {
    const paragraphs = [...item.children].filter(({ tagName }) => tagName === 'P' || tagName === 'DIV');
    if (paragraphs.length === 1 && paragraphs[0]) unwrap(paragraphs[0]);
  }
}

/** Code as `pre > code`, with its language, and without its colours. */
function cleanCode(body: HTMLElement): void {
  for (const block of body.querySelectorAll('pre')) {
    const named = [block.querySelector('code'), block, block.parentElement];
    const language = named.map((element) => LANGUAGE.exec(element?.className ?? '')?.[1]).find(Boolean);
    block.querySelectorAll('br').forEach((line) => line.replaceWith('\n'));
    const code = block.ownerDocument.createElement('code');
    code.textContent = block.textContent;
    if (language) code.className = `language-${language}`;
    block.replaceChildren(code);
  }
}

/** A cell is one line, and a table of one cell is none. */
function cleanTables(body: HTMLElement): void {
  for (const table of [...body.querySelectorAll('table')].reverse()) {
    const cells = [...table.querySelectorAll('td, th')];
    if (cells.length <= 1 || table.parentElement?.closest('table')) {
      cells.forEach((cell) => rename(cell, 'div'));
      table.replaceWith(...table.querySelectorAll(':scope > tbody > tr > div, :scope > thead > tr > div'));
      continue;
    }
    table.querySelectorAll('caption, colgroup').forEach((element) => element.remove());
    for (const cell of cells) {
      for (const block of [...cell.querySelectorAll(BLOCKS), ...cell.querySelectorAll('li')]) {
        block.before(' ');
        unwrap(block);
      }
      cell.querySelectorAll('br').forEach((line) => line.replaceWith(' '));
    }
  }
}

/** What stands next to a node, when it is an element and no words are between. */
function beside(node: Node, side: 'previousSibling' | 'nextSibling'): Element | null {
  let next = node[side];
  while (next instanceof Text && next.data.trim() === '') next = next[side];
  return next instanceof Element ? next : null;
}

/** A line break beside a block says what the block says by itself. */
function cleanBreaks(body: HTMLElement): void {
  for (const line of [...body.querySelectorAll('br')]) {
    if (beside(line, 'previousSibling')?.matches(BLOCKS) || beside(line, 'nextSibling')?.matches(BLOCKS))
      line.remove();
  }
}

function cleanBlanks(body: HTMLElement): void {
  const texts = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode as Text;
    if (node.parentElement?.closest('pre') || !node.data.includes('\u00a0')) continue;
    node.data = node.data.replace(MEANT, '\ue000').replaceAll('\u00a0', ' ').replaceAll('\ue000', '\u00a0');
  }
}

/** Says how many pictures were left out. */
export function clean(body: HTMLElement): number {
  dropUnseen(body);
  makeLists(body);
  sayEmphasis(body);
  const dropped = dropPictures(body);
  cleanLinks(body);
  cleanCode(body);
  cleanLists(body);
  cleanTables(body);
  cleanBreaks(body);
  cleanBlanks(body);
  return dropped;
}
