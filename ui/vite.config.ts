import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Markdown asks for HTML as a whole; a post shows its marks alone (`html-tags.ts`). */
const htmlByItsTags: Plugin = {
  name: 'html-by-its-tags',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id === '@codemirror/lang-html' && importer?.includes('lang-markdown')
      ? here('src/lib/desk/text/html-tags.ts')
      : undefined,
};

export default defineConfig({
  plugins: [htmlByItsTags, svelte(), svelteTesting()],
  clearScreen: false,
  resolve: {
    alias: {
      $backend: here('src/lib/backend'),
      $parts: here('src/lib/parts'),
      $words: here('src/lib/words'),
    },
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true },
  build: {
    target: ['safari16', 'chrome111'],
    // Fonts stay files of their own: the security policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    testTimeout: 20_000,
    // What stands in it is resolved as in the app.
    server: { deps: { inline: ['@codemirror/lang-markdown'] } },
    // On two cores one worker is the default, and the other core would idle.
    maxWorkers: '100%',
    // One jsdom for each worker: making one for every file costs as much as the tests. They clean up after themselves.
    isolate: false,
  },
});
