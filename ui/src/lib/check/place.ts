/** Where problems stand in the open post's text, and which one comes next. */
import { type EditorState, type Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import type { Problem } from '$backend/types';

import { type Placed, tinted, tintProblem } from '../desk/problem-marks';
import type { Session } from '../desk/session.svelte';
import { textLine } from '../shell/problem-line';

/** A link or a picture, from its bracket on. */
const LINK = /^!?\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?/;

/** The letters of a line that a problem is about: the link or the picture there, the thing itself, else the rest of the line. */
export function placeIn(
  doc: Text,
  line: number,
  { column, what = '' }: Problem,
): { from: number; to: number } {
  const { from, to, text } = doc.line(line);
  if (column === undefined) {
    const links = [...text.matchAll(new RegExp(LINK.source.slice(1), 'g'))];
    const link = what ? links.find(([found]) => found.includes(what)) : undefined;
    if (link) return { from: from + link.index, to: from + link.index + link[0].length };
    const at = what ? text.indexOf(what) : -1;
    return at < 0 ? { from, to } : { from: from + at, to: from + at + what.length };
  }
  const at = Math.min(text.length, Math.max(0, column - 1));
  const rest = text.slice(at);
  const length = LINK.exec(rest)?.[0].length ?? (what && rest.startsWith(what) ? what.length : rest.length);
  return { from: from + at, to: from + at + length };
}

/** Brings the place into view and tints it, with the caret there; the keys stay where they are. False when it has none in the text. */
export function showPlace(problem: Problem, session: Session | null): boolean {
  const line = textLine(problem, session);
  if (!session || line === 0) return false;
  const { from, to } = placeIn(session.view.state.doc, line, problem);
  session.view.dispatch({
    selection: { anchor: from },
    effects: [EditorView.scrollIntoView(from, { y: 'center' }), tintProblem.of({ problem, from, to })],
  });
  return true;
}

/** The problems of the open post that have a place in its text, in the order of the text. */
export function placesIn(session: Session): Placed[] {
  return session.problems
    .flatMap((problem) => {
      const line = textLine(problem, session);
      return line === 0 ? [] : [{ problem, ...placeIn(session.view.state.doc, line, problem) }];
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

/** The number of the one that is looked at; -1 when none is. */
function lookedAt(places: readonly Placed[], state: EditorState): number {
  const now = state.field(tinted, false);
  return now
    ? places.findIndex(({ from, problem: { code } }) => from === now.from && code === now.problem.code)
    : -1;
}

/** The one after the one that is looked at, else after the caret; from the last on to the first. -1 where there is none. */
export function nextPlace(places: readonly Placed[], state: EditorState, step: 1 | -1): number {
  if (places.length === 0) return -1;
  const now = lookedAt(places, state);
  if (now >= 0) return (now + step + places.length) % places.length;
  const { head } = state.selection.main;
  if (step > 0)
    return Math.max(
      0,
      places.findIndex(({ from }) => from >= head),
    );
  const before = places.findLastIndex(({ from }) => from < head);
  return before < 0 ? places.length - 1 : before;
}

/** The problem that the caret is at: the one that is looked at, else the last one on its line that begins before it. */
export function placeHere(places: readonly Placed[], state: EditorState): Placed | null {
  const now = places[lookedAt(places, state)];
  if (now) return now;
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  const here = places.filter(({ from }) => from >= line.from && from <= line.to);
  return here.findLast(({ from }) => from <= head) ?? here[0] ?? null;
}
