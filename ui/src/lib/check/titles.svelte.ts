/** The titles of posts by their paths, as far as they were asked for: problems name files. */
import type { Backend } from '$backend/backend';
import type { Group } from '$backend/types';

/** So many rows are asked for at once. */
const PAGE = 500;
const GROUPS: readonly Group[] = ['all', 'pages'];

export class Titles {
  #known = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** Resolves when those that were wanted last are known. */
  ready: Promise<void> = Promise.resolve();
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** The title, else the name of the file. */
  of(path: string): string {
    return this.#known.get(path) ?? path.slice(path.lastIndexOf('/') + 1);
  }

  /** Whether it is a post or a page, and no picture. */
  has(path: string): boolean {
    return this.#known.has(path);
  }

  want(paths: Iterable<string>): void {
    // A problem is shown by its file's name then, and opened by nobody.
    this.ready = this.#ask(paths).catch(() => undefined);
  }

  /** Asks until all of these are known, or there are no more posts. */
  async #ask(paths: Iterable<string>): Promise<void> {
    const wanted = new Set([...paths].filter((path) => !this.#known.has(path)));
    const known = new Map(this.#known);
    for (const group of GROUPS) {
      for (let offset = 0, total = 1; offset < total && wanted.size > 0; offset += PAGE) {
        const found = await this.#backend.posts({ group, sort: 'newest', offset, limit: PAGE });
        total = found.total;
        for (const { path, title } of found.rows) {
          known.set(path, title);
          wanted.delete(path);
        }
      }
    }
    this.#known = known;
  }
}
