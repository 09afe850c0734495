/**
 * An input whose value is handed over a moment after the last key, or at once when asked. While the writer types, what
 * comes from the library does not replace what stands in the input.
 */
export class Held {
  /** What stands in the input, as long as it is not handed over. */
  #typed = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #given: () => string;
  readonly #take: (value: string) => Promise<void>;
  readonly #wait: number;

  constructor(given: () => string, take: (value: string) => Promise<void>, wait = 300) {
    this.#given = given;
    this.#take = take;
    this.#wait = wait;
  }

  get value(): string {
    return this.#typed ?? this.#given();
  }

  type(value: string): void {
    this.#typed = value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.commit(), this.#wait);
  }

  /** Hands over what was typed. Undefined when there is nothing. */
  commit(): Promise<void> | undefined {
    clearTimeout(this.#timer);
    const typed = this.#typed;
    if (typed === null) return undefined;
    if (typed === this.#given()) {
      this.#typed = null;
      return undefined;
    }
    return this.#take(typed).then(() => {
      // Typed on meanwhile: that stays, and follows by itself.
      if (this.#typed === typed) this.#typed = null;
    });
  }

  /** Forgets what was typed. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#typed = null;
  }
}
