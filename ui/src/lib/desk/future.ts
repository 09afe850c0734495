/** What the library tells of posts with a date in the future. */
import type { LibraryView } from '$backend/types';
import type { Future } from '$words/calendar';

/** What builds plain Markdown is not known, so neither is its rule. */
export function futureOf({ generator, hidesFuture }: Pick<LibraryView, 'generator' | 'hidesFuture'>): Future {
  if (generator === 'markdown') return 'unsure';
  return hidesFuture ? 'hidden' : 'shown';
}
