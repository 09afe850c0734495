import { FIND_STYLE } from './find';
import { HOLE_STYLE } from './holes';
import { MARK_STYLE } from './this-post';

/**
 * The empty page that the preview's frame starts with. Scripts are off (sandbox), nothing is loaded but the library's
 * own pictures and the window's fonts, and links have a base that the app answers for.
 */

/** The faces of the window's style sheets, with addresses that hold in a frame that has another base. */
export function fontFaces(sheets: Iterable<CSSStyleSheet>): string {
  const faces: string[] = [];
  for (const sheet of sheets) {
    let rules: CSSRuleList;
    try {
      rules = sheet.cssRules;
    } catch {
      continue;
    }
    for (const rule of rules) {
      if (rule.constructor.name !== 'CSSFontFaceRule') continue;
      faces.push(absolute(rule.cssText, sheet.href ?? document.baseURI));
    }
  }
  return faces.join('\n');
}

function absolute(css: string, base: string): string {
  return css.replace(
    /url\((['"]?)([^'")]+)\1\)/g,
    (_, _quote, url: string) => `url("${new URL(url, base).href}")`,
  );
}

/** The address that a post's links and pictures start from. */
export function baseOf(path: string, platform: string): string {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  const origin = platform === 'windows' ? 'http://galley-image.localhost/' : 'galley-image://localhost/';
  return origin + folder.split('/').map(encodeURIComponent).join('/');
}

/** The address under which the app shows a picture of a post; null for one that is not the blog's own. */
export function pictureUrl(path: string, address: string, platform: string): string | null {
  const base = baseOf(path, platform);
  try {
    const url = new URL(address, base);
    return url.protocol === 'data:' || url.href.startsWith(new URL('/', base).href) ? url.href : null;
  } catch {
    return null;
  }
}

/** Where the window's own files come from. */
export function ownOrigin(): string {
  // Some web views call the origin of an app's own scheme `null`.
  return location.origin === 'null' ? `${location.protocol}//${location.host}` : location.origin;
}

const attribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

export interface Skeleton {
  base: string;
  style: string;
  fonts: string;
  dark: boolean;
  /** Where the fonts come from. */
  origin: string;
  /** The servers whose pictures the writer asked for. */
  pictures?: readonly string[];
}

export function skeleton({ base, style, fonts, dark, origin, pictures = [] }: Skeleton): string {
  const policy = [
    "default-src 'none'",
    ['img-src galley-image: http://galley-image.localhost data:', ...pictures].join(' '),
    "style-src 'unsafe-inline'",
    `font-src ${origin} data:`,
  ].join('; ');
  // A style cannot hold its own end.
  const safe = (css: string) => css.replaceAll('</', '<\\/');
  return (
    `<!doctype html><html lang="en" data-theme="${dark ? 'dark' : 'light'}"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">` +
    `<meta name="viewport" content="width=device-width"><base href="${attribute(base)}">` +
    `<style>${safe(fonts)}</style><style>${safe(style)}</style>` +
    `<style>html{scrollbar-width:thin}#galley-caret{position:absolute;pointer-events:none}${FIND_STYLE}${MARK_STYLE}${HOLE_STYLE}</style>` +
    `</head><body></body></html>`
  );
}
