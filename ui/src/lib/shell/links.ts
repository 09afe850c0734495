/** What a link that was clicked in the preview leads to. */
export type Target =
  | { kind: 'web'; url: string }
  /** A place on the same page. */
  | { kind: 'place'; id: string }
  /** A file of the library. */
  | { kind: 'post'; path: string }
  | { kind: 'nowhere' };

const INSIDE = /^(?:galley-image:\/\/localhost|https?:\/\/galley-image\.localhost)\//;

export function linkTarget(url: string): Target {
  if (!INSIDE.test(url))
    return /^(?:https?:\/\/|mailto:)/.test(url) ? { kind: 'web', url } : { kind: 'nowhere' };
  const rest = url.replace(INSIDE, '');
  const [path = '', id] = rest.split('#');
  try {
    if (/\.(?:md|mdx|markdown)$/i.test(path)) return { kind: 'post', path: decodeURIComponent(path) };
    if (id && (path === '' || path.endsWith('/'))) return { kind: 'place', id: decodeURIComponent(id) };
  } catch {
    // A broken escape leads nowhere.
  }
  return { kind: 'nowhere' };
}

/** `engineering.example` of an address; the person of a mail address. */
export function linkName(url: string): string {
  if (url.startsWith('mailto:')) return url.slice(7).split('?')[0] ?? url;
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
