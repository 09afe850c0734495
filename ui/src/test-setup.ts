import { configure } from '@testing-library/svelte';
import { beforeEach } from 'vitest';

import { choose, lookAt } from './lib/preview/shown-as.svelte';
import { settings } from './lib/settings/settings.svelte';
import './test-frames';

// A second is not enough on a machine that is busy; what does not come at all is told all the same.
configure({ asyncUtilTimeout: 10_000 });

// Files of tests share a window, in an order that differs from run to run: what a window holds and remembers is gone for each test.
beforeEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
  window.innerWidth = 1280;
  settings.reset();
  choose('', 'quick');
  lookAt('post');
});

/** What jsdom lacks and the window has. */
class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoObserver as unknown as typeof ResizeObserver;
globalThis.matchMedia ??= ((media: string) => ({
  media,
  matches: false,
  addEventListener() {},
  removeEventListener() {},
  addListener() {},
  removeListener() {},
})) as unknown as typeof matchMedia;
HTMLCanvasElement.prototype.getContext = () => null;
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();

// jsdom lays nothing out, so there is nothing to scroll.
Element.prototype.scrollIntoView ??= () => undefined;
