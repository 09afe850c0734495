/**
 * Marks of problems: they hang in the margin left of the text, never in it. The place of the one that is looked at gets a
 * tint, for as long as the caret stays on its line and nobody writes there.
 */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

import type { Level, Problem } from '$backend/types';

export const showProblems = StateEffect.define<{ problems: Problem[]; bodyLine: number }>();

/** A problem and where it stands in the text. */
export interface Placed {
  problem: Problem;
  from: number;
  to: number;
}

/** Tints the place of a problem; null takes the tint away. */
export const tintProblem = StateEffect.define<Placed | null>();

export const SHAPES: Record<Level, string> = {
  hint: '<circle cx="6" cy="6" r="4.9" fill="none" stroke="currentColor" stroke-width="1.2"/><path d="M6 5.5v2.8M6 3.5v.4" stroke="currentColor" stroke-width="1.3" stroke-linecap="round"/>',
  warning:
    '<path d="M6 1.2 11.4 10.8H.6z" fill="currentColor" stroke="currentColor" stroke-linejoin="round"/><path d="M6 4.6v2.8M6 9v.3" stroke="var(--paper)" stroke-width="1.2" stroke-linecap="round"/>',
  error:
    '<path d="M3.7.6h4.6l3.1 3.1v4.6l-3.1 3.1H3.7L.6 8.3V3.7z" fill="currentColor"/><path d="m4.2 4.2 3.6 3.6m0-3.6L4.2 7.8" stroke="var(--paper)" stroke-width="1.4" stroke-linecap="round"/>',
};

class MarkWidget extends WidgetType {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super();
    this.problem = problem;
  }

  override eq(other: MarkWidget): boolean {
    return other.problem.code === this.problem.code && other.problem.message === this.problem.message;
  }

  override toDOM(): HTMLElement {
    const mark = document.createElement('span');
    mark.className = `ms-problem ms-${this.problem.level}`;
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', this.problem.message);
    mark.title = this.problem.message;
    mark.innerHTML = `<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">${SHAPES[this.problem.level]}</svg>`;
    return mark;
  }
}

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let all = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(showProblems)) continue;
      const { doc } = transaction.state;
      const { problems, bodyLine } = effect.value;
      all = Decoration.set(
        problems.flatMap((problem) => {
          const number = problem.line === undefined ? 0 : problem.line - bodyLine + 1;
          if (number < 1 || number > doc.lines) return [];
          return [
            Decoration.widget({ widget: new MarkWidget(problem), side: -1 }).range(doc.line(number).from),
          ];
        }),
        true,
      );
    }
    return all;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const same = (one: Problem, other: Problem) =>
  one.code === other.code && one.what === other.what && one.message === other.message;

/** The problem that is looked at; null when none is. */
export const tinted = StateField.define<Placed | null>({
  create: () => null,
  update(value, transaction) {
    const asked = transaction.effects.findLast((effect) => effect.is(tintProblem));
    if (asked) return asked.value;
    if (!value) return null;
    const { changes, newDoc, newSelection } = transaction;
    if (changes.touchesRange(value.from, value.to)) return null;
    const shown = transaction.effects.findLast((effect) => effect.is(showProblems));
    if (shown && !shown.value.problems.some((problem) => same(problem, value.problem))) return null;
    const [from, to] = [changes.mapPos(value.from, 1), changes.mapPos(value.to, -1)];
    const line = newDoc.lineAt(from);
    const { head } = newSelection.main;
    return head < line.from || head > line.to ? null : { ...value, from, to };
  },
  provide: (field) =>
    EditorView.decorations.from(field, (value) =>
      value && value.to > value.from
        ? Decoration.set(
            Decoration.mark({ class: `ms-looked-at ms-looked-at-${value.problem.level}` }).range(
              value.from,
              value.to,
            ),
          )
        : Decoration.none,
    ),
});

export const problemMarks: Extension = [marks, tinted];
