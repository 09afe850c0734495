/** What the in-memory library's window remembers, and other windows, which there are none of. */
import type { Backend } from '../backend';
import type { Menu, WantedView } from '../types';
import type { MemoryPost } from './ferrow';

/** What tests look at. */
export interface WindowsPlayer {
  /** What was remembered, by path. */
  readonly memories: Map<string, string>;
  /** What stands in the menu bar. */
  readonly menus: Menu[];
  /** The folders that were to be opened in windows of their own; empty for the welcome screen. */
  readonly windows: string[];
  /** What the window answered when it was to be closed. */
  readonly closings: boolean[];
  /** What another start wants, and is not asked for yet. */
  readonly wants: WantedView[];
}

type Verbs = Pick<
  Backend,
  'wanted' | 'openHelp' | 'remembered' | 'remember' | 'newWindow' | 'setMenu' | 'bringIn' | 'closeWindow'
>;

export function windowsOf(
  heard: (command: string, ...args: unknown[]) => Promise<void>,
  posts: MemoryPost[],
  changed: () => void,
  ways: Map<string, () => string>,
  memories = new Map<string, string>(),
): Verbs & WindowsPlayer {
  const player: Verbs & WindowsPlayer = {
    memories,
    menus: [],
    windows: [],
    wants: [],
    closings: [],
    async wanted() {
      await heard('wanted');
      return player.wants.shift() ?? {};
    },
    async openHelp(guide, section) {
      await heard('openHelp', guide, section);
    },
    async remembered(of) {
      await heard('remembered', of);
      return memories.get(of) ?? null;
    },
    async remember(of, text) {
      await heard('remember', of, text);
      memories.set(of, text);
    },
    async newWindow(path = '') {
      await heard('newWindow', path);
      player.windows.push(path);
    },
    async setMenu(menus) {
      await heard('setMenu', menus);
      player.menus.splice(0, Infinity, ...menus);
    },
    async closeWindow(ready) {
      await heard('closeWindow', ready);
      player.closings.push(ready);
    },
    async bringIn(name, bytes) {
      await heard('bringIn', name);
      const text = new TextDecoder().decode(bytes);
      const own = posts.find(({ path, head, body }) => path.endsWith(`/${name}`) && head + body === text);
      if (own) return { path: own.path };
      const [, head = '', body = text] = /^(---\n[^]*?\n---\n)([^]*)$/.exec(text) ?? [];
      const path = `posts/${name}`;
      posts.unshift({ path, head, body, published: null });
      changed();
      const undo = `brought ${path}`;
      ways.set(undo, () => {
        posts.splice(
          posts.findIndex((post) => post.path === path),
          1,
        );
        return path;
      });
      return { path, undo };
    },
  };
  return player;
}
