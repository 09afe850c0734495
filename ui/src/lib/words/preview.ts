/** What the preview's pane says: which preview it is, the front page, the link card, find and copy, and holes in the page. */
import type { FrontView, PictureFault } from '$backend/types';

import { figures } from './en';

const plural = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;

const NEWSROOM_LIST = 'Latest writing';

/** 80 MB, 310 kB: whole figures, since it is a reason and not a measure. */
function size(bytes: number): string {
  return bytes < 1 << 20 ? `${Math.round(bytes / 1024)} kB` : `${Math.round(bytes / (1 << 20))} MB`;
}

/** `10:41`. */
export function timeOf(date: Date): string {
  return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

export const proof = {
  sights: 'What the preview shows',
  post: 'Post',
  front: 'Front page',
  card: 'Link card',
  more: 'Find and copy',

  find: 'Find in preview',
  findPlaceholder: 'Find in preview',
  found: (now: number, all: number, most: boolean) =>
    all === 0 ? 'Not found' : `${figures(now)} of ${figures(all)}${most ? ' or more' : ''}`,
  next: 'Next match',
  previous: 'Previous match',
  endFind: 'Close find',
  copyRich: 'Copy as rich text',
  copyRichSays: 'Title and text, for a mail or another editor',
  copyHtml: 'Copy as HTML',
  copyHtmlSays: 'The text’s own HTML, as it is published',
  copiedRich: 'Copied as rich text.',
  copiedHtml: 'Copied as HTML.',
  notCopied: 'The clipboard took nothing. Nothing else changed.',

  thisPost: 'This post',
  frontFrame: 'The front page with this post',
  /** Where the post stands, in one phrase. */
  stands: ({ place, before, theme, public: out }: FrontView) => {
    if (place === 'absent') return 'A page stands in no list of posts';
    const once = out ? '' : ', once published';
    if (place === 'lead') return `At the top, as the lead${once}`;
    const list = theme === 'newsroom' ? `under ${NEWSROOM_LIST}` : 'in the list';
    return before === 0 ? `First ${list}${once}` : `No. ${figures(before + 1)} ${list}${once}`;
  },
  excerpt: ({ place, excerpt, cut, described }: FrontView) => {
    if (place === 'absent') return '';
    if (excerpt === 0) return 'No excerpt';
    const of = described ? 'Description' : 'Excerpt';
    const characters = plural(excerpt, 'character', 'characters');
    return cut ? `${of} cut after ${characters}` : `${of} whole, ${characters}`;
  },
  pageOf: (page: number, pages: number) => `Page ${figures(page)} of ${figures(pages)}`,
  otherFront: (generator: string, theme: string) =>
    `${generator} builds the site; this is how ${theme} would list it`,
  otherCard: (generator: string) => `${generator} builds the site; its templates write the real tags`,

  search: 'Search result',
  message: 'In a message',
  chat: 'In a chat',
  usual: 'Cut at the usual lengths. Every site has its own.',
  noTitle: 'No title',
  noAddress: 'No address yet',
  noAddressSays:
    'This blog has no address on the web yet (base_url in galley.toml). Until then a link has no picture.',
  noPicture: 'No picture. With one, the card is larger.',
  noDescription: 'No description and no text yet.',
  draft: 'A draft asks search engines to pass it over.',
  whole: (name: string, all: number) => `${name} ${plural(all, 'character', 'characters')}, whole`,
  cutAfter: (name: string, all: number, most: number) =>
    `${name} ${plural(all, 'character', 'characters')}, cut at about ${figures(most)}`,
  standsIn: (all: number) =>
    all === 0
      ? 'No description'
      : `No description; the beginning of the text stands in, ${plural(all, 'character', 'characters')}`,
  title: 'Title',
  description: 'Description',

  faults: {
    missing: ({ name, folder }: PictureFault) => ({
      name,
      says: folder ? ` is not in ${folder}` : ' is not in this blog',
    }),
    tooLarge: ({ name, size: bytes }: PictureFault) => ({
      name,
      says: `, ${size(bytes)}, is too large to draw here`,
    }),
    kind: ({ name }: PictureFault) => ({ name, says: ' is no kind of picture that browsers show' }),
    damaged: ({ name }: PictureFault) => ({ name, says: ' cannot be drawn; the file may be damaged' }),
  } satisfies Record<PictureFault['reason'], (fault: PictureFault) => { name: string; says: string }>,
  remote: (host: string) => `A picture from ${host}`,
  remoteSays: 'Loading it tells that server that you read this draft.',
  load: 'Load for this post',
  loadAll: 'Load them',
  loadOne: 'Load it',
  notLoaded: (count: number) => plural(count, 'picture not loaded', 'pictures not loaded'),
  notLoadedSays: 'Readers see them as usual.',
  notLoadedOneSays: 'Readers see it as usual.',
  embed: (host: string) => `A part from ${host}`,
  embedSays: 'Your website shows it. Nothing of it is loaded here.',
  boxes: (count: number) => plural(count, 'part is only a box here', 'parts are only a box here'),
  boxesSays: 'The rest of the page is whole.',

  drawing: 'Drawing',
  drawn: (seconds: number, at: string) =>
    at ? `${seconds.toFixed(1)} s. This page is from ${at}` : `${seconds.toFixed(1)} s`,
  stop: 'Stop',
};
