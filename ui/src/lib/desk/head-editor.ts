/**
 * The editor of a head as text: the file's own line numbers, names in colour, what changed and what is wrong. It knows
 * nothing of the library; what it shows is given to it.
 */
import { defaultKeymap } from '@codemirror/commands';
import {
  type EditorState,
  type Extension,
  type Range,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  keymap,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view';

import type { LineChange, Problem } from '$backend/types';
import { fields } from '$words/fields';

import { difference } from './difference';
import { SHAPES } from './problem-marks';

export interface ShownHead {
  lines: readonly LineChange[];
  problems: readonly Problem[];
  /** The line of the file that the first line is. */
  firstLine: number;
}

export const showHead = StateEffect.define<ShownHead>();

/** The name of a field at the beginning of its line. */
const NAME = /^(?:[\w$.-][^:=#]*|"[^"]*"|'[^']*')(?=\s*[:=](?:\s|$))/;

/** A line that is gone: it stands above the one that came into its place, and is no part of the text. */
class GoneLine extends WidgetType {
  readonly number: number;
  readonly text: string;
  readonly from: number;
  readonly to: number;

  constructor(line: LineChange, [from, to]: [number, number]) {
    super();
    this.number = line.number ?? 0;
    this.text = line.text;
    this.from = from;
    this.to = to;
  }

  override eq(other: GoneLine): boolean {
    return (
      other.number === this.number &&
      other.text === this.text &&
      other.from === this.from &&
      other.to === this.to
    );
  }

  override toDOM(): HTMLElement {
    const line = document.createElement('div');
    line.className = 'gone';
    line.dataset['number'] = String(this.number);
    line.setAttribute('role', 'note');
    line.setAttribute('aria-label', fields.goneLine(this.number, this.text));
    const changed = document.createElement('u');
    changed.textContent = this.text.slice(this.from, this.to);
    const named = document.createElement('span');
    named.className = 'name';
    named.textContent = this.text.slice(0, Math.min(this.from, NAME.exec(this.text)?.[0].length ?? 0));
    line.append(named, this.text.slice(named.textContent.length, this.from));
    line.append(...(changed.textContent ? [changed] : []), this.text.slice(this.to) || '\u200b');
    return line;
  }
}

class MarkOfLine extends WidgetType {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super();
    this.problem = problem;
  }

  override eq(other: MarkOfLine): boolean {
    return other.problem.code === this.problem.code && other.problem.message === this.problem.message;
  }

  override toDOM(): HTMLElement {
    const mark = document.createElement('span');
    mark.className = `line-mark ${this.problem.level}`;
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', this.problem.message);
    mark.title = this.problem.message;
    mark.innerHTML = `<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">${SHAPES[this.problem.level]}</svg>`;
    return mark;
  }
}

interface Marks {
  firstLine: number;
  decorations: DecorationSet;
}

const marks = StateField.define<Marks>({
  create: () => ({ firstLine: 1, decorations: Decoration.none }),
  update(before, transaction) {
    const effect = transaction.effects.findLast((candidate) => candidate.is(showHead));
    if (effect?.is(showHead)) return marked(transaction.state.doc, effect.value);
    if (!transaction.docChanged) return before;
    return { ...before, decorations: before.decorations.map(transaction.changes) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
});

function marked(doc: Text, { lines, problems, firstLine }: ShownHead): Marks {
  const ranges: Range<Decoration>[] = [];
  for (const problem of problems) {
    const at = (problem.line ?? 0) - firstLine + 1;
    if (at < 1 || at > doc.lines) continue;
    const { from } = doc.line(at);
    ranges.push(Decoration.line({ class: `wrong ${problem.level}` }).range(from));
    ranges.push(Decoration.widget({ widget: new MarkOfLine(problem), side: -1 }).range(from));
  }
  const now = lines.filter(({ kind }) => kind !== 'removed');
  // The text was typed on since the lines were compared: the next comparison is on its way.
  if (now.length === doc.lines && now.every(({ text }, at) => text === doc.line(at + 1).text)) {
    ranges.push(...changes(doc, lines));
  }
  return { firstLine, decorations: Decoration.set(ranges, true) };
}

function changes(doc: Text, lines: readonly LineChange[]): Range<Decoration>[] {
  const ranges: Range<Decoration>[] = [];
  let at = 0;
  for (let index = 0; index < lines.length;) {
    const gone: LineChange[] = [];
    const come: LineChange[] = [];
    while (lines[index]?.kind === 'removed') gone.push(lines[index++] as LineChange);
    while (lines[index]?.kind === 'added') come.push(lines[index++] as LineChange);
    const below = at < doc.lines ? doc.line(at + 1).from : doc.length;
    gone.forEach((line, nth) => {
      const pair = come[nth] && difference(line.text, come[nth].text);
      const widget = new GoneLine(line, pair ? [pair.from, pair.to] : [0, 0]);
      const side = at < doc.lines ? -2 : 2;
      ranges.push(Decoration.widget({ widget, side, block: true }).range(below));
    });
    come.forEach((line, nth) => {
      const { from } = doc.line(++at);
      ranges.push(Decoration.line({ class: 'come' }).range(from));
      const pair = gone[nth] && difference(gone[nth].text, line.text);
      if (pair && pair.insert)
        ranges.push(
          Decoration.mark({ tagName: 'u' }).range(from + pair.from, from + pair.from + pair.insert.length),
        );
    });
    if (lines[index]?.kind === 'same') {
      at++;
      index++;
    }
  }
  return ranges;
}

const name = Decoration.mark({ class: 'name' });
const quiet = Decoration.mark({ class: 'quiet' });

/** Numbers of the lines in view, and the colours of names, fences and comments. */
function drawn(view: EditorView): DecorationSet {
  const { firstLine } = view.state.field(marks);
  const ranges: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const number = String(line.number + firstLine - 1);
      ranges.push(Decoration.line({ attributes: { 'data-number': number } }).range(line.from));
      const named = NAME.exec(line.text);
      const comment = /(?:^|\s)#(?:\s|$|(?=\w)).*$/.exec(line.text);
      if (/^(?:---|\+\+\+|;;;)\s*$/.test(line.text)) ranges.push(quiet.range(line.from, line.to));
      else if (named) ranges.push(name.range(line.from, line.from + named[0].length));
      if (comment && !/["']/.test(comment[0])) ranges.push(quiet.range(line.from + comment.index, line.to));
      at = line.to + 1;
    }
  }
  return Decoration.set(ranges, true);
}

const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = drawn(view);
    }
    update(update: ViewUpdate) {
      const shown = (state: EditorState) => state.field(marks).firstLine;
      if (update.docChanged || update.viewportChanged || shown(update.startState) !== shown(update.state))
        this.decorations = drawn(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

export interface HeadKeys {
  undo: () => void;
  redo: () => void;
}

/** Undo and redo are the session's: fields, head and body have one order. */
export function headEditor({ undo, redo }: HeadKeys): Extension {
  const run = (act: () => void) => () => {
    act();
    return true;
  };
  return [
    marks,
    colours,
    drawSelection({ cursorBlinkRate: 1100 }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': fields.headText,
      'data-testid': 'head-text',
      tabindex: '0',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    keymap.of([
      { key: 'Mod-z', run: run(undo), preventDefault: true },
      { key: 'Mod-Shift-z', run: run(redo), preventDefault: true },
      { key: 'Mod-y', run: run(redo), preventDefault: true },
      // Escape and the other keys of the form are not the editor's.
      ...defaultKeymap.filter(({ key }) => key !== 'Escape' && key !== 'Mod-i'),
    ]),
  ];
}
