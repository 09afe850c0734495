import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

import svelteConfig from './svelte.config.js';

/** `@tauri-apps/*` is imported in one file only, so that everything else runs in a plain browser and in tests. */
const oneDoor = {
  'no-restricted-imports': [
    'error',
    { patterns: [{ group: ['@tauri-apps/*'], message: 'Go through the Backend interface.' }] },
  ],
};

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/lib/backend/types/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      ...oneDoor,
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Plain sets and maps are chosen where nothing is drawn from them.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  { files: ['src/lib/backend/tauri.ts'], rules: { 'no-restricted-imports': 'off' } },
);
