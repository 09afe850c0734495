/** The posts that were on the desk last, the latest first. Kept for as long as their library is open in this window. */
import { untrack } from 'svelte';

import type { PostSummary } from '$backend/types';

const KEPT = 12;

export class RecentPosts {
  posts = $state.raw<readonly PostSummary[]>([]);

  /** This post is on the desk. */
  saw(post: PostSummary): void {
    const others = untrack(() => this.posts).filter(({ path }) => path !== post.path);
    this.posts = [post, ...others].slice(0, KEPT);
  }

  /** A post has another path now; null when it is gone. */
  moved(from: string, to: string | null): void {
    this.posts = this.posts
      .filter(({ path }) => path !== to && (to !== null || path !== from))
      .map((post) => (post.path === from && to !== null ? { ...post, path: to } : post));
  }
}
