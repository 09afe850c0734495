/**
 * Holes in the proof: what is missing, too large or not loaded stands as a quiet box with its reason. Boxes stand in the
 * frame only, beside what they stand for; the page that is published knows nothing of them.
 */
import type { PictureFault, Problem } from '$backend/types';
import { proof } from '$words/preview';

import { BLOCK } from './blocks';

export const HOLE = 'data-galley-hole';
const HIDDEN = 'data-galley-hidden';
const PROBLEM = 'data-galley-problem';

/** The look of boxes and marks. Their colours are the window's, handed over with each page. */
export const HOLE_STYLE =
  `[${HIDDEN}]{display:none!important}` +
  `[${HOLE}]{display:block;box-sizing:border-box;margin:0 0 1.2em;padding:16px;border:1px dashed currentColor;border-radius:6px;` +
  `font:400 13px/20px "Inter Variable",sans-serif;letter-spacing:0;text-align:left;text-indent:0;font-style:normal;overflow-wrap:anywhere}` +
  `[${HOLE}=embed]{border-style:solid}` +
  `[${HOLE}] b{font-weight:600}[${HOLE}] span{display:block}[${HOLE}] a{font-weight:550}` +
  `[${PROBLEM}]{text-decoration-line:underline!important;text-decoration-style:wavy!important;` +
  `text-decoration-color:var(--galley-amber,#8a5300)!important;text-underline-offset:3px}`;

export interface Ground {
  /** What relative addresses start from. */
  base: string;
  /** Where the writer lets pictures be loaded from. */
  allowed: ReadonlySet<string>;
  faults: ReadonlyMap<string, PictureFault>;
  /** How often the files of pictures came anew: their addresses say so, or the frame would remember the old answer. */
  again: ReadonlyMap<string, number>;
  /** A link to here asks for the pictures of other servers. */
  load: string;
  problems: readonly Problem[];
  /** The line of the file on which the body begins. */
  bodyLine: number;
  /** The block that a line of the body belongs to. */
  blockOf: (line: number) => number;
}

export interface Holes {
  /** The servers of pictures that were not loaded. */
  servers: string[];
  pictures: number;
  embeds: number;
}

/** The path of a picture of the blog's own, as the app answers it; null for any other address. */
export function ownPath(address: string, base: string): string | null {
  try {
    const [url, root] = [new URL(address, base), new URL('/', base)];
    return url.protocol === root.protocol && url.host === root.host ? url.pathname.slice(1) : null;
  } catch {
    return null;
  }
}

function serverOf(address: string, base: string): URL | null {
  try {
    const url = new URL(address, base);
    const web = url.protocol === 'https:' || url.protocol === 'http:';
    return web && ownPath(address, base) === null ? url : null;
  } catch {
    return null;
  }
}

function asked(address: string, times: number): string {
  const [path = '', place] = address.split('#');
  return `${path}${path.includes('?') ? '&' : '?'}again=${times}${place === undefined ? '' : `#${place}`}`;
}

function box(
  page: Document,
  kind: string,
  name: string,
  after: string,
  says?: string,
  link?: [string, string],
) {
  const hole = page.createElement('span');
  hole.setAttribute(HOLE, kind);
  hole.append(Object.assign(page.createElement('b'), { textContent: name }), after);
  if (says) hole.append(Object.assign(page.createElement('span'), { textContent: says }));
  if (link) {
    const [href, textContent] = link;
    hole.append(Object.assign(page.createElement('a'), { href, textContent }));
  }
  return hole;
}

function hide(element: Element, hole: HTMLElement) {
  element.setAttribute(HIDDEN, '');
  // A block's place is that of its box.
  const block = element.getAttribute(BLOCK);
  if (block !== null) {
    element.removeAttribute(BLOCK);
    hole.setAttribute(BLOCK, block);
  }
  element.after(hole);
}

/** Puts the boxes and marks into a parsed page, before it is shown. */
export function dig(page: Document, ground: Ground): Holes {
  const holes: Holes = { servers: [], pictures: 0, embeds: 0 };
  for (const picture of page.body.querySelectorAll('img[src]')) {
    const address = picture.getAttribute('src') ?? '';
    const server = serverOf(address, ground.base);
    if (server) {
      if (ground.allowed.has(server.origin)) continue;
      holes.pictures++;
      if (!holes.servers.includes(server.origin)) holes.servers.push(server.origin);
      hide(
        picture,
        box(page, 'remote', proof.remote(server.host), '', proof.remoteSays, [ground.load, proof.load]),
      );
      continue;
    }
    const own = ownPath(address, ground.base);
    if (own === null) continue;
    const again = ground.again.get(own);
    if (again) picture.setAttribute('src', asked(address, again));
    const fault = ground.faults.get(own);
    if (!fault) continue;
    const { name, says } = proof.faults[fault.reason](fault);
    hide(picture, box(page, fault.reason, name, says));
  }
  for (const part of page.body.querySelectorAll(
    'iframe[src], embed[src], object[data], video[src], audio[src]',
  )) {
    const server = serverOf(part.getAttribute('src') ?? part.getAttribute('data') ?? '', ground.base);
    if (!server) continue;
    holes.embeds++;
    hide(part, box(page, 'embed', proof.embed(server.host), '', proof.embedSays));
  }
  mark(page, ground);
  return holes;
}

/** Links that lead nowhere get the mark that they have in the text's margin. */
function mark(page: Document, ground: Ground) {
  for (const problem of ground.problems) {
    if (problem.code !== 'link.missing' || problem.line === undefined) continue;
    const block = ground.blockOf(problem.line - ground.bodyLine + 1);
    for (const link of page.querySelectorAll(`[${BLOCK}="${block}"] a[href], a[${BLOCK}="${block}"][href]`)) {
      const href = link.getAttribute('href') ?? '';
      if (![href, decoded(href)].some((said) => problem.message.includes(`“${said}”`))) continue;
      link.setAttribute(PROBLEM, problem.level);
      link.setAttribute('title', problem.message);
    }
  }
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** The pictures of the blog's own that the frame could not draw, by their paths. */
export function broken(frame: Document, base: string): string[] {
  const paths = new Set<string>();
  for (const picture of frame.querySelectorAll<HTMLImageElement>(`img[src]:not([${HIDDEN}])`)) {
    if (!picture.complete || picture.naturalWidth > 0) continue;
    const path = ownPath(picture.getAttribute('src') ?? '', base);
    // A drawing without a size of its own has no width to tell, and is drawn all the same.
    if (path !== null && !/\.svg$/i.test(path)) paths.add(path);
  }
  return [...paths];
}
