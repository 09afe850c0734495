import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';

import { mount } from 'svelte';

import { asError, type Backend } from './lib/backend/backend';
import { tauri } from './lib/backend/tauri';
import App from './lib/shell/App.svelte';

/** The app's backend; in a development build at `?memory` (or
 * `?memory=10000`), a library in memory, so that a plain browser will do. */
async function backend(): Promise<Backend> {
  if (import.meta.env.DEV && location.search.startsWith('?memory')) {
    const { memory } = await import('./lib/backend/memory');
    const count = Number(location.search.split('=')[1] ?? 148);
    const { ferrow } = await import('./lib/backend/memory/ferrow');
    const played = memory({ posts: ferrow(count) });
    // The rest of the world is played from the browser's console: memory.ask({ kind: 'touch', key: 'id_x' })
    return Object.assign(window, { memory: played }).memory;
  }
  return tauri;
}

const target = document.getElementById('app');
if (target) {
  backend()
    .then(async (found) => mount(App, { target, props: { backend: found, app: await found.app() } }))
    .catch((thrown: unknown) => {
      // Nothing stands yet that could show it in a better way.
      const { message, details } = asError(thrown);
      target.textContent = [message, details].filter(Boolean).join('\n');
    });
}
