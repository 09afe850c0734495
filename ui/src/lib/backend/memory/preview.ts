/** The in-memory library's preview: pages, the front page, pictures and the themes that a new blog can have. */
import type { FrontView, PictureFault, PreviewChange, PreviewView, ThemeSample } from '../types';
import type { MemoryPost } from './ferrow';
import { escape, page, PAGE_STYLE } from './page';
import { summary } from './rows';

export interface Given {
  today: string;
  posts: readonly MemoryPost[];
  heard: (command: string, ...args: unknown[]) => Promise<void>;
  /** An open post with the text that the editor has. */
  of: (id: string) => { post: MemoryPost; seq: number };
  /** Files that are no posts, with their sizes in bytes. */
  pictures: Record<string, number>;
}

const BLOG = 'Ferrow Engineering';
const LARGEST = 32 << 20;
const PER_PAGE = 20;
const EXCERPT = 150;
const THEMES = ['newsroom', 'terminal', 'feed', 'digest', 'journal'];

const place = (path: string) => `${path.replace(/^posts\/|\.md$/g, '')}/`;

function card(post: MemoryPost, today: string): string {
  const { title, excerpt } = summary(post, today);
  return `<li><h2><a href="${place(post.path)}">${escape(title)}</a></h2><p class="excerpt">${escape(excerpt)}</p></li>`;
}

function list(title: string, cards: string[]): string {
  return `<!doctype html><html lang="en"><head><title>${escape(title)}</title></head><body class="front-page"><header class="site masthead"><h1 class="site-name"><a href="./">${escape(title)}</a></h1></header><main class="list"><ul class="cards">${cards.join('\n')}</ul></main></body></html>`;
}

export function previewOf({ today, posts, heard, of, pictures }: Given) {
  const drawn = (id: string): PreviewView => {
    const { post, seq } = of(id);
    const { title, tags, authors, date, minutes } = summary(post, today);
    const facts = { blog: BLOG, title, tags, author: authors[0] ?? '', day: date ?? today, minutes };
    return page(facts, post.body, seq);
  };
  return {
    async preview(id: string): Promise<PreviewView> {
      await heard('preview', id);
      return drawn(id);
    },
    /** Always the whole page: what an exchange of blocks comes to is the same. */
    async previewChange(id: string, since: number, seq: number): Promise<PreviewChange> {
      await heard('previewChange', id, since, seq);
      return { page: drawn(id) };
    },
    async previewStyle(): Promise<string> {
      await heard('previewStyle');
      return PAGE_STYLE;
    },
    async frontPreview(id: string): Promise<FrontView> {
      await heard('frontPreview', id);
      const { post } = of(id);
      const shown = posts.filter((other) => other === post || summary(other, today).status === 'published');
      const day = (other: MemoryPost) => summary(other, today).date ?? '';
      shown.sort((a, b) => day(b).localeCompare(day(a)) || a.path.localeCompare(b.path));
      const before = shown.indexOf(post);
      const number = Math.floor(before / PER_PAGE);
      const cards = shown.slice(number * PER_PAGE, (number + 1) * PER_PAGE);
      const { excerpt, status } = summary(post, today);
      return {
        html: list(
          BLOG,
          cards.map((other) => card(other, today)),
        ),
        theme: 'newsroom',
        page: number + 1,
        pages: Math.ceil(shown.length / PER_PAGE),
        place: 'listed',
        before,
        excerpt: excerpt.length,
        cut: excerpt.length >= EXCERPT,
        described: false,
        public: status === 'published',
        href: place(post.path),
      };
    },
    async pictureFault(address: string): Promise<PictureFault> {
      await heard('pictureFault', address);
      const path = decodeURIComponent(address);
      const size = pictures[path] ?? 0;
      return {
        reason: size === 0 ? 'missing' : size > LARGEST ? 'tooLarge' : 'damaged',
        name: path.replace(/^.*\//, ''),
        folder: path.replace(/\/?[^/]*$/, ''),
        size,
      };
    },
    async themeSamples(): Promise<ThemeSample[]> {
      await heard('themeSamples');
      const cards = posts.slice(0, 4).map((post) => card(post, today));
      return THEMES.map((theme) => ({ theme, html: list('Night Shift', cards), style: PAGE_STYLE }));
    },
  };
}
