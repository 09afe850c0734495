/** Copied HTML as Markdown. Loaded when something is pasted for the first time that is more than plain text. */
import TurndownService from 'turndown';

import { aligned } from '../table-text';
import { clean } from './clean';
import { parsed } from './worth';

export interface Rich {
  markdown: string;
  /** How many pictures were left out: they were in the text itself, or on somebody's disk. */
  picturesLeft: number;
}

const service = new TurndownService({
  headingStyle: 'atx',
  hr: '---',
  bulletListMarker: '-',
  codeBlockStyle: 'fenced',
  emDelimiter: '*',
});

service.addRule('struckThrough', {
  filter: ['del', 's'],
  replacement: (content) => (content.trim() === '' ? content : `~~${content}~~`),
});

service.addRule('item', {
  filter: 'li',
  replacement: (content, node, { bulletListMarker }) => {
    const element = node as HTMLElement;
    const list = element.parentElement;
    const number =
      list?.tagName === 'OL'
        ? Number(list.getAttribute('start') ?? 1) + [...list.children].indexOf(element)
        : null;
    const mark = number === null ? `${bulletListMarker} ` : `${number}. `;
    const box =
      element.getAttribute('role') === 'checkbox'
        ? `[${element.getAttribute('aria-checked') === 'true' ? 'x' : ' '}] `
        : '';
    const lines = content
      .trim()
      .replace(/^(\[[ x]\])\s+/, '$1 ')
      .split('\n');
    const inner = lines.map((line, at) => (at === 0 || line === '' ? line : ' '.repeat(mark.length) + line));
    return `${mark}${box}${inner.join('\n')}${element.nextElementSibling ? '\n' : ''}`;
  },
});

service.addRule('box', {
  filter: (node) => node.nodeName === 'INPUT' && node.closest('li') !== null,
  replacement: (_, node) =>
    (node as HTMLInputElement).type !== 'checkbox'
      ? ''
      : (node as HTMLInputElement).hasAttribute('checked')
        ? '[x] '
        : '[ ] ',
});

service.addRule('cell', {
  filter: ['td', 'th'],
  replacement: (content, node) => {
    const text = content
      .trim()
      .replace(/\s*\n\s*/g, ' ')
      .replace(/(?<!\\)\|/g, '\\|');
    const span = Number((node as HTMLElement).getAttribute('colspan') ?? 1);
    return `| ${text} ${'|  '.repeat(Math.min(Math.max(0, span - 1), 50))}`;
  },
});
service.addRule('row', { filter: 'tr', replacement: (content) => `${content}|\n` });
service.addRule('rows', { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content });
service.addRule('table', {
  filter: 'table',
  replacement: (content, node) => {
    const [head = '', ...rows] = content.split('\n').filter((line) => line.trim() !== '');
    const first = [...(node as HTMLElement).querySelectorAll('tr')].at(-1);
    const sides = [...(first?.children ?? [])].map((cell) => side(cell));
    const columns = Math.max(...[head, ...rows].map((line) => line.match(/(?<!\\)\|/g)?.length ?? 1)) - 1;
    const rule = `|${Array.from({ length: columns }, (_, at) => ` ${sides[at] ?? '---'} `).join('|')}|`;
    return `\n\n${aligned([head, rule, ...rows]).join('\n')}\n\n`;
  },
});

function side(cell: Element): string {
  const said =
    cell.getAttribute('align') ?? /text-align:\s*(\w+)/i.exec(cell.getAttribute('style') ?? '')?.[1];
  return said === 'right' || said === 'end' ? '--:' : said === 'center' ? ':-:' : '---';
}

export function toMarkdown(html: string): Rich {
  const body = parsed(html);
  const picturesLeft = clean(body);
  const markdown = service
    .turndown(body)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { markdown, picturesLeft };
}
