/** The in-memory library's preview: a small renderer for its own posts, with the marks that the real one gives. */
import type { BlockMark, PreviewView } from '../types';

export const escape = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );

function inline(text: string): string {
  return escape(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/!\[([^\]]*)\]\(([^)\s]+)\)/g, '<img alt="$1" src="$2">')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>');
}

function block(rows: string[]): string {
  const first = rows[0] ?? '';
  const heading = /^(#{1,6})\s+(.*)$/.exec(first);
  if (heading) return `<h${heading[1]?.length}>${inline(heading[2] ?? '')}</h${heading[1]?.length}>`;
  if (first.startsWith('```')) return `<pre><code>${escape(rows.slice(1, -1).join('\n'))}</code></pre>`;
  if (first.startsWith('>'))
    return `<blockquote><p>${inline(rows.map((row) => row.replace(/^>\s?/, '')).join(' '))}</p></blockquote>`;
  if (/^[-*]\s/.test(first))
    return `<ul>${rows.map((row) => `<li>${inline(row.slice(2))}</li>`).join('')}</ul>`;
  if (first.startsWith('|')) return table(rows);
  return `<p>${inline(rows.join(' '))}</p>`;
}

function table(rows: string[]): string {
  const cells = (row: string) =>
    row
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim());
  const align = cells(rows[1] ?? '').map((cell) => (cell.endsWith(':') ? ' align="right"' : ''));
  const line = (row: string, kind: string) =>
    `<tr>${cells(row)
      .map((cell, at) => `<${kind}${align[at] ?? ''}>${inline(cell)}</${kind}>`)
      .join('')}</tr>`;
  return `<table><thead>${line(rows[0] ?? '', 'th')}</thead><tbody>${rows
    .slice(2)
    .map((row) => line(row, 'td'))
    .join('')}</tbody></table>`;
}

/** The text's top-level blocks with their lines. */
function blocks(body: string): { rows: string[]; line: number }[] {
  const found: { rows: string[]; line: number }[] = [];
  let open: { rows: string[]; line: number } | null = null;
  let fenced = false;
  body.split('\n').forEach((row, at) => {
    const fence = row.startsWith('```');
    const alone = !fenced && /^#{1,6}\s/.test(row);
    if (!fenced && (row.trim() === '' || alone)) open = null;
    if (row.trim() !== '' || fenced) {
      if (!open) found.push((open = { rows: [], line: at + 1 }));
      open.rows.push(row);
    }
    if (alone || (fence && fenced)) open = null;
    if (fence) fenced = !fenced;
  });
  return found;
}

export interface Page {
  blog: string;
  title: string;
  author: string;
  day: string;
  minutes: number;
  tags: string[];
}

const sentence = (tag: string) => (tag.charAt(0).toUpperCase() + tag.slice(1)).replaceAll('-', ' ');

export function page(facts: Page, body: string, seq: number): PreviewView {
  const marks: BlockMark[] = [];
  const date = new Date(`${facts.day}T00:00:00Z`).toLocaleDateString('en-US', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  });
  let html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(facts.title)}</title><meta property="og:title" content="${escape(facts.title)}"><meta property="og:site_name" content="${escape(facts.blog)}"></head><body>
<header class="site"><a class="name" href="/">${escape(facts.blog)}</a><nav><a href="/posts/">Posts</a><a href="/tags/">Tags</a></nav></header>
<main><p class="tags">${facts.tags.map((tag) => `<a href="/tags/${escape(tag)}/">${escape(sentence(tag))}</a>`).join('')}</p>
<h1>${escape(facts.title)}</h1>
<p class="byline"><b class="initial">${escape(facts.author.charAt(0))}</b><span>${escape(facts.author)}</span><i>·</i><span>${escape(date)}</span><i>·</i><span>${facts.minutes} min read</span></p>
<article>
`;
  for (const { rows, line } of blocks(body)) {
    marks.push({ offset: html.length, line, endLine: line + rows.length - 1 });
    html += `${block(rows)}\n`;
  }
  html += '</article></main></body></html>';
  return { seq, number: seq, html, marks };
}

export const PAGE_STYLE = `
:root{--ink:#1e1c19;--ink2:#55514a;--line:#e3dfd8;--accent:#b0361a;--paper:#fff;--soft:#f8f7f4}
:root[data-theme=dark]{--ink:#ece8e1;--ink2:#b9b3a9;--line:#45413a;--accent:#ff9e80;--paper:#232220;--soft:#191816}
*{box-sizing:border-box}html{background:var(--paper)}
body{margin:0;border-top:3px solid var(--ink);background:var(--paper);color:var(--ink);font:400 17px/27px 'Newsreader Variable',Georgia,serif}
.site{display:flex;justify-content:space-between;align-items:baseline;padding:12px 20px}
.site .name{font-weight:600;color:inherit;text-decoration:none}.site nav a{font:400 12px/20px 'Inter Variable',sans-serif;margin-left:14px;color:var(--ink2);text-decoration:none}
main{padding:0 20px 48px;max-width:640px;margin:28px auto 0}
.tags{margin:0;font:550 12px/20px 'Inter Variable',sans-serif}.tags a{color:var(--accent);text-decoration:none}.tags a+a::before{content:' · '}
h1{font-size:31px;line-height:33px;font-weight:500;letter-spacing:-.014em;margin:6px 0 14px;text-wrap:balance}
h2{font-size:21px;line-height:27px;margin:28px 0 8px}h3{font-size:18px;margin:24px 0 8px}
.byline{display:flex;align-items:center;margin:0 0 32px;font:400 13px/20px 'Inter Variable',sans-serif;color:var(--ink2)}.byline i{font-style:normal;margin:0 5px}
.initial{display:grid;place-items:center;width:24px;height:24px;border-radius:50%;background:var(--ink);color:var(--paper);font-size:11px;margin-right:9px}
p{margin:0 0 19px}article a{color:inherit;text-decoration-color:var(--accent)}
blockquote{margin:0 0 19px;padding-left:16px;border-left:2px solid var(--accent);font-style:italic}
pre{background:var(--soft);padding:12px 14px;overflow:auto;border-radius:6px;font:400 13px/21px 'JetBrains Mono Variable',monospace}code{font-family:'JetBrains Mono Variable',monospace;font-size:.86em}
table{width:100%;border-collapse:collapse;font:400 14px/20px 'Inter Variable',sans-serif;margin:0 0 19px}th,td{padding:7px 0;border-bottom:1px solid var(--line);text-align:left}[align=right]{text-align:right}
img{max-width:100%}`;
