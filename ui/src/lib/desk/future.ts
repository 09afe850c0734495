/** What the library tells of posts with a date in the future. */
import type { LibraryView, Reason } from '$backend/types';
import type { Future } from '$words/calendar';

/** By their own rule; the site's config can say otherwise, and then its posts tell. */
const HIDES = new Set(['hugo', 'jekyll', 'galley']);

/** What this library's generator does with them: what it did with this post or another one counts before its rule. */
export function futureOf(
  { generator, counts }: Pick<LibraryView, 'generator' | 'counts'>,
  reasons: readonly Reason[],
): Future {
  const told = (code: string) => reasons.some((reason) => reason.code === code);
  if (told('status.early')) return 'shown';
  if (told('status.scheduled') || counts.scheduled > 0) return 'hidden';
  if (generator === 'markdown') return 'unsure';
  return HIDES.has(generator) ? 'hidden' : 'shown';
}
