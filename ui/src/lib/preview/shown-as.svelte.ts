/**
 * Which preview is chosen, quick or true. It holds for the open library, whichever post is open, and is quick again in
 * the next one: nothing of a library is run because another one's was.
 */
export type Kind = 'quick' | 'true';

const chosen = $state<{ library: string; kind: Kind }>({ library: '', kind: 'quick' });

export function kindOf(library: string): Kind {
  return chosen.library === library ? chosen.kind : 'quick';
}

export function choose(library: string, kind: Kind): void {
  chosen.library = library;
  chosen.kind = kind;
}

/** What is looked at: the post's own page, the front page with the post, or what others show of a link to it. */
export type Sight = 'post' | 'front' | 'card';
const SIGHTS: readonly Sight[] = ['post', 'front', 'card'];

/** Holds for every post, until the window is closed: going through posts by their front page is one task. */
const looked = $state<{ sight: Sight }>({ sight: 'post' });

export function sight(): Sight {
  return looked.sight;
}

export function lookAt(wanted: Sight): void {
  looked.sight = wanted;
}

export function nextSight(): void {
  looked.sight = SIGHTS[(SIGHTS.indexOf(looked.sight) + 1) % SIGHTS.length] ?? 'post';
}

export const TRUE_FRAME = 'true-frame';

/**
 * Whether a place that a frame wanted to go to was the writer's wish. The quick preview has no scripts, so there it was.
 * A page of the blog's own can want to go anywhere by itself, and holds frames of others: there it is a wish only when the
 * writer is in that page, and it has come with all its frames.
 */
export function wished(): boolean {
  const frame = document.querySelector<HTMLElement>(`[data-testid=${TRUE_FRAME}]`);
  return !frame || (frame.dataset['loaded'] === 'yes' && document.activeElement === frame);
}
