/** Task boxes: `- [ ]` is drawn as a check box while the caret is elsewhere; a click, or ⌘↵ in its line, ticks it. */
import { syntaxTree } from '@codemirror/language';
import type { EditorState, TransactionSpec } from '@codemirror/state';
import { type Command, Decoration, type EditorView, WidgetType } from '@codemirror/view';
import type { SyntaxNodeRef } from '@lezer/common';

import { editor } from '$words/editor';

interface Box {
  /** Of the three characters `[ ]`. */
  from: number;
  to: number;
  ticked: boolean;
}

const isTicked = (state: EditorState, from: number) => state.sliceDoc(from + 1, from + 2) !== ' ';

class BoxWidget extends WidgetType {
  readonly ticked: boolean;

  constructor(ticked: boolean) {
    super();
    this.ticked = ticked;
  }

  override eq(other: BoxWidget): boolean {
    return other.ticked === this.ticked;
  }

  override toDOM(view: EditorView): HTMLElement {
    const box = document.createElement('span');
    box.className = 'ms-box';
    box.setAttribute('role', 'checkbox');
    box.setAttribute('aria-checked', String(this.ticked));
    box.setAttribute('aria-label', editor.task);
    box.addEventListener('mousedown', (event) => {
      event.preventDefault();
      const at = view.posAtDOM(box);
      const found = boxIn(view.state, at, view.state.doc.lineAt(at).to);
      if (found && !view.state.readOnly) view.dispatch(tick(found));
    });
    return box;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const drawn = {
  ticked: Decoration.replace({ widget: new BoxWidget(true) }),
  open: Decoration.replace({ widget: new BoxWidget(false) }),
};

/** The box that a `TaskMarker` is drawn as; a bullet before it goes with it, a number stays. */
export function drawBox(state: EditorState, marker: SyntaxNodeRef) {
  const mark = marker.node.parent?.parent?.getChild('ListMark');
  const bullet = mark && /^[-*+]$/.test(state.sliceDoc(mark.from, mark.to));
  const look = isTicked(state, marker.from) ? drawn.ticked : drawn.open;
  return look.range(bullet ? mark.from : marker.from, marker.to);
}

function boxIn(state: EditorState, from: number, to: number): Box | null {
  let found: Box | null = null;
  syntaxTree(state).iterate({
    from,
    to,
    enter: (node) => {
      if (node.name !== 'TaskMarker' || node.from < from) return;
      found ??= { from: node.from, to: node.to, ticked: isTicked(state, node.from) };
    },
  });
  return found;
}

function tick({ from, ticked }: Box): TransactionSpec {
  return {
    changes: { from: from + 1, to: from + 2, insert: ticked ? ' ' : 'x' },
    userEvent: 'input.tick',
  };
}

/** Ticks the box of the caret's line, or takes the tick away. */
export const tickBox: Command = ({ state, dispatch }) => {
  const line = state.doc.lineAt(state.selection.main.head);
  const box = boxIn(state, line.from, line.to);
  if (!box || state.readOnly) return false;
  dispatch(state.update(tick(box)));
  return true;
};
