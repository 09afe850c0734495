/**
 * A click in the preview takes the keys, and its frame tells nobody of it. They go back to the text, unless the reader
 * holds a selection there (to copy it), or went there with the keyboard (to scroll, or to follow a link).
 */
/** How often it is looked at. */
export const LOOK = 250;
/** A frame that is found with the keys this soon after Tab was reached by it. */
const BY_TAB = 2 * LOOK;
/** So many looks without a selection: one may just be being drawn with the mouse. */
const PATIENCE = 2;

export function giveBack(
  frame: () => HTMLIFrameElement | undefined,
  back: () => void,
  /** A click into the page, where nothing stays selected; never one on a link. */
  clicked?: (node: Node, offset: number) => void,
): () => void {
  let tabbed = -Infinity;
  /** The keys were taken there on purpose. */
  let stays = false;
  let seen = 0;

  const onkeydown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') tabbed = performance.now();
  };
  const look = () => {
    const shown = frame();
    if (!shown || document.activeElement !== shown) {
      stays = false;
      seen = 0;
      return;
    }
    if (seen++ === 0) stays = performance.now() - tabbed <= BY_TAB;
    // Nobody types into a window that lies behind another one.
    if (stays || !document.hasFocus()) return;
    const selection = shown.contentWindow?.getSelection();
    if (selection && !selection.isCollapsed) seen = 1;
    else if (seen > PATIENCE) {
      const node = selection?.anchorNode;
      if (node && clicked && !linkAt(node)) clicked(node, selection.anchorOffset);
      // The next click is told from this one by the place that it leaves.
      selection?.removeAllRanges();
      back();
    }
  };

  addEventListener('keydown', onkeydown, true);
  const timer = setInterval(look, LOOK);
  return () => {
    removeEventListener('keydown', onkeydown, true);
    clearInterval(timer);
  };
}

function linkAt(node: Node): boolean {
  const element = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement;
  return Boolean(element?.closest('a[href], summary'));
}
