/** Marks of problems: they hang in the margin left of the text, never in it. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

import type { Level, Problem } from '$backend/types';

export const showProblems = StateEffect.define<{ problems: Problem[]; bodyLine: number }>();

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

export const problemMarks: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let marks = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(showProblems)) continue;
      const { doc } = transaction.state;
      const { problems, bodyLine } = effect.value;
      marks = Decoration.set(
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
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});
