/** Whether what was copied has more than its plain text: links, headings, lists, letters in bold. */

/** Beyond this many characters it is pasted as plain text: reading it would take longer than anybody waits. */
const MOST = 2_000_000;
/** Tags that say nothing by themselves. */
const BARE = new Set(['HTML', 'HEAD', 'BODY', 'META', 'P', 'BR', 'DIV', 'SPAN']);
const EMPHASIS = /font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|line-through/i;
const CODE_FACE = /font-family:[^;]*(?:monospace|consolas|courier|menlo|monaco)/i;

/** Parsed, and nothing of it is run or loaded. */
export function parsed(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, 'text/html').body;
}

/** What editors of code put on the clipboard: colours round the same text. */
function fromCodeEditor(body: HTMLElement): boolean {
  const all = [...body.children].filter(({ tagName }) => tagName !== 'META');
  const style = all.length === 1 ? (all[0]?.getAttribute('style') ?? '') : '';
  return CODE_FACE.test(style) && /white-space:\s*pre/i.test(style);
}

export function worthReading(html: string): boolean {
  if (html === '' || html.length > MOST) return false;
  const body = parsed(html);
  if (fromCodeEditor(body)) return false;
  const all = [...body.querySelectorAll('*')];
  return all.some(
    (element) => !BARE.has(element.tagName) || EMPHASIS.test(element.getAttribute('style') ?? ''),
  );
}
