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
  #running = false;
  #wanted = false;
  #ended = false;

  constructor(render: () => Promise<Page>, show: (page: Page) => void, failed: (thrown: unknown) => void) {
    this.#render = render;
    this.#show = show;
    this.#failed = failed;
  }

  want(): void {
    this.#wanted = true;
    if (!this.#running) void this.#run();
  }

  /** What comes after this is not shown. */
  end(): void {
    this.#ended = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#wanted && !this.#ended) {
      this.#wanted = false;
      try {
        const page = await this.#render();
        if (this.#ended) break;
        const began = performance.now();
        this.#show(page);
        const took = performance.now() - began;
        if (took > QUICK) await new Promise((go) => setTimeout(go, Math.min(LONGEST, took * PAUSE)));
      } catch (thrown) {
        if (!this.#ended) this.#failed(thrown);
      }
    }
    this.#running = false;
  }
}
