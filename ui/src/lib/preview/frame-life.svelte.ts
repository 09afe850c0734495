/**
 * What the page in a frame needs for as long as it is shown, whatever page it is.
 */
import { MediaQuery } from 'svelte/reactivity';

import type { Session } from '../desk/session.svelte';
import { giveBack } from './give-back';
import { ownPage } from './own-page';

/** How often pictures and fonts that came late may move what is drawn over a page. The frame tells nothing by itself. */
const LOOK_AGAIN = 700;

export interface FrameLife {
  frame: () => HTMLIFrameElement | undefined;
  session: () => Session;
  /** How often the frame's empty page has been loaded. */
  ready: () => number;
  /** Draws over the page what the proof adds. */
  draw: () => void;
  /** Looks at what may have come late. */
  late?: (page: Document) => void;
  /** A click in the page hit this place. */
  onclick?: (node: Node, offset: number) => void;
}

/**
 * Keeps the page light or dark as the window is, with what is drawn over it in its place, and gives the keys back to the text
 * after a click. To be called while a component is made.
 *
 * @returns whether the window is dark
 */
export function frameLife({ frame, session, ready, draw, late, onclick }: FrameLife): MediaQuery {
  const dark = new MediaQuery('(prefers-color-scheme: dark)');
  $effect(() => {
    ownPage(frame())?.documentElement.setAttribute('data-theme', dark.current ? 'dark' : 'light');
    void ready();
    draw();
  });
  $effect(() => {
    const timer = setInterval(() => {
      draw();
      const page = ownPage(frame());
      if (page) late?.(page);
    }, LOOK_AGAIN);
    return () => clearInterval(timer);
  });
  $effect(() =>
    giveBack(
      frame,
      () => {
        const { view } = session();
        // Without the text beside it there is nothing to write into.
        if (view.dom.isConnected) view.focus();
      },
      onclick,
    ),
  );
  return dark;
}
