/**
 * Asks for pages: one at a time, and only the latest wish counts. Showing a long page takes time that typing needs, so
 * after each one comes a pause of several times that long; one that takes very long is asked for when the writer rests.
 */
/** The pause, as a multiple of what showing the last page took, and at most so many milliseconds. */
const PAUSE = 4;
const LONGEST = 600;
/** A page that is shown faster than this needs no pause. */
const QUICK = 4;
/** A page that takes longer than this until it is drawn would stop letters while they are typed. */
const HEAVY = 120;
/** The writer rests when nothing was wished for so long … */
const REST = 250;
/** … and is shown a page all the same after so long. */
const LATEST = 3000;
/** A window that is not seen draws nothing. */
const UNSEEN = 1000;

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
  /** How long the last page took until it was drawn. */
  #took = 0;
  #wished = 0;

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
    this.#wished = performance.now();
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
      if (this.#took > HEAVY) await this.#rest();
      // It may have been given up meanwhile.
      if (!this.#wanted || this.#ended) break;
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
        if (took > QUICK) {
          this.#took = await drawn(began);
          await wait(Math.min(LONGEST, took * PAUSE));
        } else this.#took = took;
      } catch (thrown) {
        if (!this.#ended && turn === this.#turn) this.#failed(thrown);
      }
    }
    this.#began(null);
    this.#running = false;
  }

  async #rest(): Promise<void> {
    const began = performance.now();
    for (;;) {
      const now = performance.now();
      const left = Math.min(this.#wished + REST, began + LATEST) - now;
      if (left <= 0 || this.#ended) return;
      await wait(left);
    }
  }
}

const wait = (time: number) => new Promise<void>((go) => setTimeout(go, time));

/** How long it took since `began` until the window had drawn what there is now. */
async function drawn(began: number): Promise<number> {
  const frame = new Promise<void>((go) => requestAnimationFrame(() => setTimeout(go)));
  await Promise.race([frame, wait(UNSEEN)]);
  return performance.now() - began;
}
