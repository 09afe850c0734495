/**
 * Asks for pages: one at a time, and only the latest wish counts. Showing a long page takes time that typing needs, so
 * after each one comes a pause of several times that long.
 */
/** The pause, as a multiple of what showing the last page took, and at most so many milliseconds. */
const PAUSE = 4;
const LONGEST = 600;
/** A page that is shown faster than this needs no pause. */
const QUICK = 4;

export class Renders<Page> {
  readonly #render: () => Promise<Page>;
  readonly #show: (page: Page) => void;
  readonly #failed: (thrown: unknown) => void;
  readonly #began: (at: number | null) => void;
  #running = false;
  #wanted = false;
  #ended = false;
  /** Counts pages; one whose number is not the last any more was given up. */
  #turn = 0;

  /** `began` hears when a page is asked for, and `null` when none is any more. */
  constructor(
    render: () => Promise<Page>,
    show: (page: Page) => void,
    failed: (thrown: unknown) => void,
    began: (at: number | null) => void = () => undefined,
  ) {
    this.#render = render;
    this.#show = show;
    this.#failed = failed;
    this.#began = began;
  }

  want(): void {
    this.#wanted = true;
    if (!this.#running) void this.#run();
  }

  /** The page that is waited for is not shown; the last one stays until there is another wish. */
  giveUp(): void {
    this.#turn++;
    this.#wanted = false;
    this.#began(null);
  }

  /** What comes after this is not shown. */
  end(): void {
    this.#ended = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#wanted && !this.#ended) {
      this.#wanted = false;
      const turn = ++this.#turn;
      this.#began(performance.now());
      try {
        const page = await this.#render();
        if (this.#ended) break;
        if (turn !== this.#turn) continue;
        const began = performance.now();
        this.#show(page);
        const took = performance.now() - began;
        if (took > QUICK) await new Promise((go) => setTimeout(go, Math.min(LONGEST, took * PAUSE)));
      } catch (thrown) {
        if (!this.#ended && turn === this.#turn) this.#failed(thrown);
      }
    }
    this.#began(null);
    this.#running = false;
  }
}
