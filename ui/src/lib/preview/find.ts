/**
 * Finding words in a page. Text is compared as readers see it: in any case, with any kind of quotes and blanks, and across
 * the edges of emphasis and links, but not across paragraphs. The page itself is not changed by what is found.
 */
const INLINE = new Set(
  'A ABBR B BDI BDO CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK Q S SAMP SMALL SPAN STRONG SUB SUP TIME U VAR WBR'.split(
    ' ',
  ),
);
const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'HEAD', 'TITLE']);
/** More than these are not counted: the page of a single letter is no answer to anything. */
export const MOST = 1000;

const LIKE: Record<string, string> = { '’': "'", '‘': "'", '“': '"', '”': '"', '‑': '-', '\u00a0': ' ' };

/** A character as it is compared; always one unit, so that places in folded text are places in the text. */
function folded(unit: string): string {
  const like = LIKE[unit] ?? (/\s/.test(unit) ? ' ' : unit);
  const lower = like.toLowerCase();
  return lower.length === 1 ? lower : like;
}

interface Units {
  text: string;
  /** Which node each unit is of, and its place there. */
  nodes: (Text | null)[];
  places: number[];
}

/** The block that a text stands in. */
function blockAround(node: Node): Node | null {
  let at: Node | null = node.parentNode;
  while (at && INLINE.has(at.nodeName.toUpperCase())) at = at.parentNode;
  return at;
}

function unitsOf(root: Node): Units {
  const units: Units = { text: '', nodes: [], places: [] };
  const parts: string[] = [];
  const push = (unit: string, node: Text | null, place: number) => {
    parts.push(unit);
    units.nodes.push(node);
    units.places.push(place);
  };
  const owner = root.ownerDocument ?? (root as Document);
  const walker = owner.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    SILENT.has(node.nodeName.toUpperCase()) || (node as Element).hasAttribute?.('data-galley-hole')
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  let block: Node | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType !== Node.TEXT_NODE) {
      if (node.nodeName === 'BR') push('\n', null, 0);
      continue;
    }
    const own = blockAround(node);
    if (own !== block && parts.length > 0) push('\n', null, 0);
    block = own;
    const text = (node as Text).data;
    for (let at = 0; at < text.length; at++) {
      const unit = folded(text.charAt(at));
      // Blanks and line breaks of the source are one blank.
      if (unit === ' ' && (parts.at(-1) === ' ' || parts.at(-1) === '\n')) continue;
      push(unit, node as Text, at);
    }
  }
  units.text = parts.join('');
  return units;
}

/** Where the wanted words stand, in the page's order. */
export function findIn(root: Node, wanted: string): Range[] {
  const words = [...wanted.trim().replace(/\s+/g, ' ')].map(folded).join('');
  const owner = root.ownerDocument;
  if (words === '' || !owner) return [];
  const { text, nodes, places } = unitsOf(root);
  const found: Range[] = [];
  for (
    let at = text.indexOf(words);
    at >= 0 && found.length < MOST;
    at = text.indexOf(words, at + words.length)
  ) {
    const [first, last] = [nodes[at], nodes[at + words.length - 1]];
    if (!first || !last) continue;
    const range = owner.createRange();
    range.setStart(first, places[at] ?? 0);
    range.setEnd(last, (places[at + words.length - 1] ?? 0) + 1);
    found.push(range);
  }
  return found;
}

const ALL = 'galley-find';
const NOW = 'galley-find-now';

/** How they are drawn: over the page's own colours, in light and dark. */
export const FIND_STYLE =
  `::highlight(${ALL}){background-color:#ffe08a;color:#1b1a18}` +
  `::highlight(${NOW}){background-color:#ff9f40;color:#1b1a18}`;

type Shown = Window & typeof globalThis;

/** Colours what was found, and the one that one stands at. Where the web view cannot, that one is selected instead. */
export function colour(view: Window, found: readonly Range[], now: number): void {
  const shown = view as Shown;
  const here = found[now];
  const all = shown.CSS?.highlights;
  if (!all || !shown.Highlight) {
    if (found.length === 0) return;
    view.getSelection()?.removeAllRanges();
    if (here) view.getSelection()?.addRange(here);
    return;
  }
  // The same two for as long as the page stands: one that is taken away as a whole leaves its colour behind.
  const fill = (name: string, ranges: readonly Range[]) => {
    const highlight = all.get(name) ?? new shown.Highlight();
    highlight.clear();
    for (const range of ranges) highlight.add(range);
    all.set(name, highlight);
  };
  fill(
    ALL,
    found.filter((_, at) => at !== now),
  );
  fill(NOW, here ? [here] : []);
}

/** Brings a place into the middle of the view when it is out of sight. */
export function bringIntoView(view: Window, range: Range): void {
  const box = range.getBoundingClientRect();
  if (box.top >= 0 && box.bottom <= view.innerHeight) return;
  view.scrollTo(0, Math.max(0, view.scrollY + box.top - view.innerHeight / 3));
}
