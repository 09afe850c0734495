import { expect, test } from 'vitest';

import { nextColumn } from './focus-columns';

test('the preview, which stands in the desk, is a column of its own on the way', () => {
  document.body.innerHTML = `
    <nav data-column="library"><button id="all">All</button></nav>
    <main data-column="desk">
      <div class="cm-content" tabindex="0" id="text"></div>
      <section data-column="preview"><button tabindex="-1">Link card</button><button tabindex="0" id="sight">Post</button></section>
    </main>`;
  const ids = (step: 1 | -1, times: number) =>
    Array.from({ length: times }, () => {
      nextColumn(step);
      return document.activeElement?.id;
    });
  expect(ids(1, 4)).toEqual(['all', 'text', 'sight', 'all']);
  expect(ids(-1, 3)).toEqual(['sight', 'text', 'all']);
});
