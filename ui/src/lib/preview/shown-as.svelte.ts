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
