/**
 * How tall each row of a long list is: measured where it was seen, guessed elsewhere. Sums and searches take
 * logarithmic time, so that 10,000 rows scroll like ten.
 */
export class Heights {
  #rows: Float64Array;
  #tree: Float64Array;
  #measured: Uint8Array;
  #top: number;

  constructor(count: number, guess: (row: number) => number) {
    this.#rows = new Float64Array(count);
    this.#tree = new Float64Array(count + 1);
    this.#measured = new Uint8Array(count);
    this.#top = 1;
    while (this.#top * 2 <= count) this.#top *= 2;
    for (let row = 0; row < count; row++) {
      const height = guess(row);
      this.#rows[row] = height;
      this.#add(row, height);
    }
  }

  get count(): number {
    return this.#rows.length;
  }

  /** The height of all rows together. */
  get total(): number {
    return this.offset(this.count);
  }

  /** Where a row begins. */
  offset(row: number): number {
    let sum = 0;
    for (let at = Math.min(row, this.count); at > 0; at -= at & -at) sum += this.#tree[at] ?? 0;
    return sum;
  }

  height(row: number): number {
    return this.#rows[row] ?? 0;
  }

  measured(row: number): boolean {
    return this.#measured[row] === 1;
  }

  /** Takes a measured height; gives back how much it differs from what was believed. */
  measure(row: number, height: number): number {
    const old = this.#rows[row];
    if (old === undefined) return 0;
    this.#measured[row] = 1;
    const delta = height - old;
    if (delta === 0) return 0;
    this.#rows[row] = height;
    this.#add(row, delta);
    return delta;
  }

  /** The row that stands at this place; the last one below the end. */
  at(offset: number): number {
    let row = 0;
    let rest = offset;
    for (let step = this.#top; step > 0; step >>= 1) {
      const next = row + step;
      const sum = this.#tree[next];
      if (sum !== undefined && next <= this.count && sum <= rest) {
        row = next;
        rest -= sum;
      }
    }
    return Math.max(0, Math.min(row, this.count - 1));
  }

  #add(row: number, delta: number): void {
    for (let at = row + 1; at <= this.count; at += at & -at) this.#tree[at] = (this.#tree[at] ?? 0) + delta;
  }
}
