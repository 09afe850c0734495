/** The posts that are in older versions of the blog and not here any more, as they are found. */
import { asError, type Backend } from '$backend/backend';
import type { DeletedPost, ErrorView, VerbResult } from '$backend/types';

export class DeletedPosts {
  posts = $state.raw<DeletedPost[]>([]);
  looking = $state(false);
  stopped = $state(false);
  looked = $state(0);
  busy = $state(false);
  failure = $state.raw<ErrorView | null>(null);

  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  async look(): Promise<void> {
    this.looking = true;
    try {
      this.posts = await this.#backend.deletedPosts((step) => {
        this.looked = step.looked;
        if (step.deleted.length > 0) this.posts = [...this.posts, ...step.deleted];
      });
    } catch (thrown) {
      const failure = asError(thrown);
      if (failure.code === 'cancelled') this.stopped = true;
      else this.failure = failure;
    } finally {
      this.looking = false;
    }
  }

  stop(): void {
    if (this.looking) void this.#backend.cancelHistory();
  }

  async putBack(post: DeletedPost): Promise<VerbResult | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failure = null;
    try {
      return await this.#backend.restoreVersion(post.path, post.version);
    } catch (thrown) {
      this.failure = asError(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }
}
