import type { Problem } from '$backend/types';

import type { Session } from '../desk/session.svelte';

/** The line in the open post's text that a problem is about; 0 when it has none there. */
export function textLine(problem: Problem, session: Session | null): number {
  if (!session || problem.path !== session.path || problem.line === undefined) return 0;
  const line = problem.line - session.bodyLine + 1;
  return line >= 1 && line <= session.view.state.doc.lines ? line : 0;
}
