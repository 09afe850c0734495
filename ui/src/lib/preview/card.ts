/**
 * What others show of a link to the post: read from the tags of its page, as they read them. Where they cut is their
 * own choice and changes; these are the usual lengths, in characters.
 */
import { parse } from './parse';

export const SEARCH_TITLE = 60;
export const SEARCH_TEXT = 160;
export const CHAT_TEXT = 120;

export interface Card {
  title: string;
  description: string;
  /** The site's name. */
  site: string;
  /** The page's whole address; absent where the site has none yet. */
  address?: string;
  /** Whether the tags name a picture. */
  picture: boolean;
  /** Whether search engines are asked to pass the page over. */
  hidden: boolean;
}

export function cardOf(page: string): Card {
  const parsed = parse(page);
  const said = (css: string) => parsed.head.querySelector(css)?.getAttribute('content')?.trim() ?? '';
  const address = said('meta[property="og:url"]');
  return {
    title: said('meta[property="og:title"]'),
    description: said('meta[property="og:description"]'),
    site: said('meta[property="og:site_name"]'),
    ...(address && { address }),
    picture: said('meta[property="og:image"]') !== '',
    hidden: said('meta[name="robots"]').includes('noindex'),
  };
}

export interface Cut {
  text: string;
  cut: boolean;
  /** How many characters there are in all. */
  all: number;
}

/** The beginning of a text, at most so many characters and then `…`, behind a whole word where there is one. */
export function cutAt(text: string, most: number): Cut {
  const letters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  if (letters.length <= most) return { text, cut: false, all: letters.length };
  const kept = letters.slice(0, most).join('');
  const blank = /\s/.test(letters[most] ?? '') ? kept.length : kept.search(/\s\S*$/);
  const end = blank > kept.length / 2 ? blank : kept.length;
  return { text: `${kept.slice(0, end).trimEnd()}…`, cut: true, all: letters.length };
}

/** `engineering.example › posts › retries`, as search engines write an address. */
export function trail(address: string): string {
  try {
    const url = new URL(address);
    return [url.host, ...url.pathname.split('/').filter(Boolean).map(decodeURI)].join(' › ');
  } catch {
    return address;
  }
}

export function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}
