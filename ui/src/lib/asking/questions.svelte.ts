/** What only the writer can answer while a server is spoken to: one question after the other, whatever is open. */
import { asError, type Backend } from '$backend/backend';
import type { Answer, ErrorView, LibraryEvent, Question } from '$backend/types';

export class Questions {
  /** In the order in which they were asked. */
  #waiting = $state.raw<readonly Question[]>([]);
  readonly #backend: Backend;
  readonly #fail: (error: ErrorView) => void;
  readonly #unlisten: () => void;

  /** `fail` hears why an answer could not be handed over. */
  constructor(backend: Backend, fail: (error: ErrorView) => void) {
    this.#backend = backend;
    this.#fail = fail;
    this.#unlisten = backend.onEvent((event) => this.#heard(event));
  }

  /** The one that is shown. */
  get shown(): Question | null {
    return this.#waiting[0] ?? null;
  }

  /** Null when the writer does not want to. The dialog is gone before it is handed over, and what was typed with it. */
  async answer(id: string, answer: Answer | null): Promise<void> {
    // A second press must not answer what is asked next.
    if (!this.#drop(id)) return;
    try {
      await this.#backend.answerQuestion(id, answer);
    } catch (thrown) {
      this.#fail(asError(thrown));
    }
  }

  end(): void {
    this.#unlisten();
  }

  #heard(event: LibraryEvent): void {
    if (event.event === 'asked') this.#waiting = [...this.#waiting, event.question];
    else if (event.event === 'askedNoMore') this.#drop(event.id);
  }

  /** False when it does not wait. */
  #drop(id: string): boolean {
    const left = this.#waiting.filter((question) => question.id !== id);
    if (left.length === this.#waiting.length) return false;
    this.#waiting = left;
    return true;
  }
}
