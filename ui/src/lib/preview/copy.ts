/** A post's text for the clipboard: as HTML that readers get, and as rich text for a mail or another editor. */

/** The post's own HTML, byte for byte as it stands in the page. */
export function ownHtml(page: string): string {
  const begin = page.indexOf('<article>');
  const end = page.lastIndexOf('</article>');
  return begin < 0 || end < begin ? '' : page.slice(begin + '<article>'.length, end).trim();
}

export interface Rich {
  html: string;
  text: string;
}

/** The title and the text, with whole addresses where the page knows its own. */
export function rich(page: string): Rich {
  const parsed = new DOMParser().parseFromString(page, 'text/html');
  const article = parsed.createElement('div');
  const title = parsed.querySelector('main h1');
  if (title) article.append(Object.assign(parsed.createElement('h1'), { textContent: title.textContent }));
  // What stands in the page only once it is parsed can hold no script that runs: it is never put into the window.
  article.append(...(parsed.querySelector('article')?.childNodes ?? []));
  const address = parsed.querySelector('link[rel=canonical]')?.getAttribute('href');
  if (address) {
    for (const [css, name] of [
      ['[href]', 'href'],
      ['[src]', 'src'],
    ] as const) {
      for (const element of article.querySelectorAll(css)) {
        try {
          element.setAttribute(name, new URL(element.getAttribute(name) ?? '', address).href);
        } catch {
          // What is no address stays as the writer wrote it.
        }
      }
    }
  }
  for (const element of article.querySelectorAll('script, style')) element.remove();
  return { html: article.innerHTML.trim(), text: plain(article) };
}

const BLOCKS = 'h1,h2,h3,h4,h5,h6,p,li,pre,blockquote,tr,dt,dd,figcaption,summary';

function plain(article: Element): string {
  const blocks = [...article.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
  const text = (block: Element) =>
    block.nodeName === 'PRE'
      ? block.textContent
      : block.nodeName === 'TR'
        ? [...block.children].map((cell) => cell.textContent.trim()).join('\t')
        : block.textContent.replace(/\s+/g, ' ').trim();
  return blocks.map(text).filter(Boolean).join('\n\n');
}

/** Puts it on the clipboard. Rejects where the system lets nothing onto it. */
export async function toClipboard({ html, text }: { html?: string; text: string }): Promise<void> {
  if (html === undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  try {
    const kinds = { 'text/html': html, 'text/plain': text };
    const blobs = Object.entries(kinds).map(([type, data]) => [type, new Blob([data], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs) as Record<string, Blob>)]);
  } catch (thrown) {
    if (!byEvent(html, text)) throw thrown;
  }
}

/** The older way, for web views whose clipboard takes plain text alone. */
function byEvent(html: string, text: string): boolean {
  let taken = false;
  const oncopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/html', html);
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    taken = true;
  };
  document.addEventListener('copy', oncopy, true);
  try {
    return document.execCommand('copy') && taken;
  } catch {
    return false;
  } finally {
    document.removeEventListener('copy', oncopy, true);
  }
}
