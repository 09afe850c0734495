/** Where a problem stands in the open post's text. */
import { EditorView } from '@codemirror/view';

import type { Problem } from '$backend/types';

import type { Session } from '../desk/session.svelte';
import { textLine } from '../shell/problem-line';

/** Brings the place into view, with the caret there; the keys stay where they are. False when it has none in the text. */
export function showPlace(problem: Problem, session: Session | null): boolean {
  const line = textLine(problem, session);
  if (!session || line === 0) return false;
  const { from, to } = session.view.state.doc.line(line);
  const at = Math.min(to, from + Math.max(0, (problem.column ?? 1) - 1));
  session.view.dispatch({
    selection: { anchor: at },
    effects: EditorView.scrollIntoView(at, { y: 'center' }),
  });
  return true;
}
