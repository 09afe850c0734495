/**
 * Getting what others sent, from the button to what it did. It outlives its panel: closing that does not stop it.
 */
import { asError, type Backend } from '$backend/backend';
import type { CloneStep, ErrorView, SyncResult } from '$backend/types';

import { remedy } from './remedy';

export class Syncing {
  /** Whether the panel is open. */
  open = $state(false);
  running = $state(false);
  stopping = $state(false);
  step = $state.raw<CloneStep | null>(null);
  /** What the last one did, or why it could not; until the panel is closed. */
  result = $state.raw<SyncResult | null>(null);
  error = $state.raw<ErrorView | null>(null);

  readonly #backend: Backend;
  /** Hands over what is being typed: it is merged, not overwritten. */
  readonly #handOver: () => Promise<void>;

  constructor(backend: Backend, handOver: () => Promise<void>) {
    this.#backend = backend;
    this.#handOver = handOver;
  }

  async start(): Promise<void> {
    this.open = true;
    if (this.running) return;
    this.running = true;
    this.stopping = false;
    this.step = null;
    this.result = null;
    this.error = null;
    try {
      await this.#handOver();
      this.result = await this.#backend.sync((step) => (this.step = step));
    } catch (thrown) {
      const error = asError(thrown);
      // Whoever stopped it knows.
      if (error.code !== 'cancelled') this.error = error;
    } finally {
      this.running = false;
      this.stopping = false;
    }
  }

  /** Does what can be done about what was in the way, and tries again. */
  remedy(): Promise<void> {
    return remedy(
      this.#backend,
      this.error,
      () => this.start(),
      (error) => (this.error = error),
    );
  }

  async cancel(): Promise<void> {
    if (!this.running) return;
    this.stopping = true;
    await this.#backend.cancelSync();
  }

  /** It ended while the panel was closed, and was not looked at yet. */
  get news(): boolean {
    return !this.open && (this.result !== null || this.error !== null);
  }

  /** What was read need not be read again; what runs goes on. */
  close(): void {
    this.open = false;
    this.result = null;
    this.error = null;
  }
}
