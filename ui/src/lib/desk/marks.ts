/**
 * Live styling: which characters of the Markdown are marks that step back while the caret is elsewhere, and which
 * lines are headings, quotes and code. Pure: from the text's tree to decorations; it changes no text.
 */
import { syntaxTree } from '@codemirror/language';
import { type EditorState, type Range } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

import { drawBox } from './text/boxes';

const hidden = Decoration.replace({});
const line = (name: string) => Decoration.line({ class: name });
/** Names and addresses are in no dictionary. */
const unspelled = { spellcheck: 'false' };
const codeLine = (name: string) => Decoration.line({ class: name, attributes: unspelled });
const notWords = Decoration.mark({ attributes: unspelled });
const LINES = {
  heading: line('ms-heading'),
  after: line('ms-after-heading'),
  quote: line('ms-quote'),
  code: codeLine('ms-code'),
  codeFirst: codeLine('ms-code ms-code-first'),
  codeLast: codeLine('ms-code ms-code-last'),
  fence: line('ms-fence'),
  table: line('ms-table-text'),
};

/** Marks that hide when the caret is outside the thing that they mark. */
const INLINE_MARKS = new Set([
  'EmphasisMark',
  'CodeMark',
  'StrikethroughMark',
  'LinkMark',
  'URL',
  'LinkTitle',
]);
const INLINE = new Set(['Emphasis', 'StrongEmphasis', 'InlineCode', 'Strikethrough', 'Link']);

/** The decorations of the visible parts of a document. */
export function decorate(state: EditorState, ranges: readonly { from: number; to: number }[]): DecorationSet {
  const lines: Range<Decoration>[] = [];
  const marks: Range<Decoration>[] = [];
  const touched = (from: number, to: number) =>
    state.selection.ranges.some((range) => range.from <= to && range.to >= from);
  const touchedLine = (at: number) => {
    const { from, to } = state.doc.lineAt(at);
    return touched(from, to);
  };

  for (const { from, to } of ranges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter: (node) => {
        const { name } = node;
        if (name.startsWith('ATXHeading') || name.startsWith('SetextHeading')) {
          const at = state.doc.lineAt(node.from);
          lines.push(LINES.heading.range(at.from));
          const next = at.number < state.doc.lines ? state.doc.line(at.number + 1) : null;
          if (next && next.length === 0) lines.push(LINES.after.range(next.from));
        } else if (name === 'HeaderMark') {
          if (touchedLine(node.from) || !node.node.parent?.name.startsWith('ATX')) return;
          const blank = state.sliceDoc(node.to, node.to + 1) === ' ' ? 1 : 0;
          marks.push(hidden.range(node.from, Math.min(node.to + blank, state.doc.lineAt(node.from).to)));
        } else if (name === 'QuoteMark') {
          const blank = state.sliceDoc(node.to, node.to + 1) === ' ' ? 1 : 0;
          if (!touchedLine(node.from)) marks.push(hidden.range(node.from, node.to + blank));
        } else if (name === 'TaskMarker') {
          const box = drawBox(state, node);
          if (!touched(box.from, box.to)) marks.push(box);
        } else if (name === 'Table') {
          eachLine(state, node.from, node.to, (at) => lines.push(LINES.table.range(at)));
        } else if (name === 'Blockquote') {
          eachLine(state, node.from, node.to, (at) => lines.push(LINES.quote.range(at)));
        } else if (name === 'FencedCode') {
          fenced(state, node.from, node.to, touched(node.from, node.to), lines, marks);
          return false;
        } else if (name === 'InlineCode') {
          marks.push(notWords.range(node.from, node.to));
        } else if (INLINE_MARKS.has(name)) {
          const parent = node.node.parent;
          if (name === 'URL' && node.from < node.to) marks.push(notWords.range(node.from, node.to));
          if (parent && INLINE.has(parent.name) && !touched(parent.from, parent.to) && node.from < node.to) {
            marks.push(hidden.range(node.from, node.to));
          }
        }
        return undefined;
      },
    });
  }
  return Decoration.set([...lines, ...marks], true);
}

function eachLine(state: EditorState, from: number, to: number, see: (at: number) => void): void {
  const last = state.doc.lineAt(to).number;
  for (let number = state.doc.lineAt(from).number; number <= last; number++) see(state.doc.line(number).from);
}

function fenced(
  state: EditorState,
  from: number,
  to: number,
  open: boolean,
  lines: Range<Decoration>[],
  marks: Range<Decoration>[],
): void {
  const first = state.doc.lineAt(from);
  const last = state.doc.lineAt(to);
  eachLine(state, from, to, (at) => {
    const look = at === first.from ? LINES.codeFirst : at === last.from ? LINES.codeLast : LINES.code;
    lines.push(look.range(at));
  });
  if (open) return;
  for (const fence of [first, last]) {
    if (!/^\s*(?:`{3,}|~{3,})/.test(fence.text)) continue;
    lines.push(LINES.fence.range(fence.from));
    if (fence.length > 0) marks.push(hidden.range(fence.from, fence.to));
  }
}

export const liveStyling = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view.state, view.visibleRanges);
    }

    update(update: ViewUpdate) {
      const parsed = syntaxTree(update.state) !== syntaxTree(update.startState);
      if (update.docChanged || update.viewportChanged || update.selectionSet || parsed) {
        this.decorations = decorate(update.view.state, update.view.visibleRanges);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
