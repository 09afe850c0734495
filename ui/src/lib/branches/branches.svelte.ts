/**
 * The branches of the repository, and going from one to another. It outlives its panel: closing that does not stop a switch.
 */
import { asError, type Backend } from '$backend/backend';
import type { Branch, ErrorView, SwitchResult } from '$backend/types';

import { remedy } from '../sync/remedy';

export class Branches {
  list = $state.raw<Branch[]>([]);
  /** The branch that is being gone to. */
  going = $state<string | null>(null);
  /** What the last switch did, or why it could not; until the panel is closed. */
  result = $state.raw<SwitchResult | null>(null);
  error = $state.raw<ErrorView | null>(null);

  readonly #backend: Backend;
  /** Hands over what is being typed: it goes along. */
  readonly #handOver: () => Promise<void>;
  #last: (() => Promise<void>) | null = null;

  constructor(backend: Backend, handOver: () => Promise<void>) {
    this.#backend = backend;
    this.#handOver = handOver;
  }

  async look(): Promise<void> {
    this.result = null;
    this.error = null;
    this.#last = () => this.look();
    try {
      this.list = await this.#backend.branches();
    } catch (thrown) {
      this.error = asError(thrown);
    }
  }

  /** Goes to a branch; `create` begins it where the present one is. */
  async go(name: string, create = false): Promise<void> {
    if (this.going !== null || name.trim() === '') return;
    this.going = name;
    this.result = null;
    this.error = null;
    this.#last = () => this.go(name, create);
    try {
      await this.#handOver();
      this.result = await this.#backend.switchBranch(name.trim(), create);
      this.list = await this.#backend.branches();
    } catch (thrown) {
      this.error = asError(thrown);
    } finally {
      this.going = null;
    }
  }

  /** Does what can be done about what was in the way, and tries again. */
  remedy(): Promise<void> {
    return remedy(
      this.#backend,
      this.error,
      () => this.#last?.(),
      (error) => (this.error = error),
    );
  }
}
