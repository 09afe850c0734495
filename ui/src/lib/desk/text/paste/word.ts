/** Lists as Word copies them: paragraphs whose style names a level, with the bullet or the number as text. */

const LEVEL = /mso-list:[^;]*level(\d+)/i;
const NUMBER = /^\(?(?:\d+|[a-z]{1,4})[.)]/i;

interface Item {
  level: number;
  ordered: boolean;
}

/** What kind of item a paragraph is; its sign is taken out of it. */
function asItem(paragraph: Element): Item | null {
  const level = LEVEL.exec(paragraph.getAttribute('style') ?? '')?.[1];
  if (!level) return null;
  const sign = [...paragraph.querySelectorAll('[style]')].find((element) =>
    /mso-list:\s*ignore/i.test(element.getAttribute('style') ?? ''),
  );
  const ordered = NUMBER.test(sign?.textContent.trim() ?? '');
  sign?.remove();
  return { level: Number(level), ordered };
}

/** Makes lists of them. */
export function makeLists(body: HTMLElement): void {
  const page = body.ownerDocument;
  /** The lists that are open, the outermost first. */
  let open: HTMLElement[] = [];
  let last: Element | null = null;
  for (const paragraph of [...body.querySelectorAll('p, h1, h2, h3, h4, h5, h6')]) {
    const item = asItem(paragraph);
    if (!item) continue;
    if (paragraph.previousElementSibling !== last || last === null) open = [];
    open.length = Math.min(open.length, item.level);
    const kind = item.ordered ? 'OL' : 'UL';
    if (open.length === item.level && open.at(-1)?.tagName !== kind) open.pop();
    while (open.length < item.level) {
      const list = page.createElement(kind);
      const outer = open.at(-1);
      if (outer) (outer.lastElementChild ?? outer.appendChild(page.createElement('li'))).append(list);
      else paragraph.before(list);
      open.push(list);
    }
    const entry = page.createElement('li');
    entry.append(...paragraph.childNodes);
    open.at(-1)?.append(entry);
    paragraph.remove();
    last = open[0] ?? null;
  }
}
