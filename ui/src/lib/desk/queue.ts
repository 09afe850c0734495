/**
 * The edits of one post on their way to the library: sent in order, one at a time, the rest composed into the next.
 * Typing never waits for it. It owns seq, and finds out when the two sides differ; it knows nothing of the editor.
 */
import { ChangeSet, Text } from '@codemirror/state';

import type { BodyChange, EditAck, ErrorView } from '$backend/types';
import { asError } from '$backend/backend';

import { difference } from './difference';
import { fnv1a } from '$backend/hash';

/** How long the queue is empty before the hashes are compared. */
const IDLE = 500;
/** How long after a failure the whole text is offered again. */
const RETRY = 2000;
/** How often the whole text may be refused in a row before it counts as a failure. */
const PATIENCE = 3;

export interface Wire {
  edit(seq: number, changes: BodyChange[]): Promise<EditAck>;
  replace(seq: number, text: string): Promise<EditAck>;
}

/** A ChangeSet in the form that travels; line breaks are always LF. */
export function asBodyChanges(changes: ChangeSet): BodyChange[] {
  const out: BodyChange[] = [];
  changes.iterChanges((from, to, _fromB, _toB, insert) => {
    out.push({ from, to, insert: insert.sliceString(0, insert.length, '\n') });
  });
  return out;
}

export class EditQueue {
  /** The text that the library has, as far as it has said. */
  #base: Text;
  #seq: number;
  #inflight: ChangeSet | null = null;
  #pending: ChangeSet | null = null;
  #whole = false;
  #disk: { text: Text; seq: number } | null = null;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;
  #lastHash: string | null = null;
  #lastWasWhole = false;
  #refusals = 0;
  #failure: ErrorView | null = null;

  readonly #wire: Wire;
  readonly #onSent: (seq: number) => void;
  readonly #onTaken: () => void;
  readonly #onTrouble: (error: ErrorView | null) => void;
  readonly #onDisk: (changes: ChangeSet) => void;

  constructor(options: {
    wire: Wire;
    text: Text;
    seq: number;
    /**
     * An edit or the whole text, with this number, is on its way: what stands on it (the preview) can be asked for. A lower
     * one than before: what was on its way did not arrive.
     */
    onSent: (seq: number) => void;
    /** The library has another text than before. */
    onTaken: () => void;
    /** An edit could not be sent; null when it went after all. */
    onTrouble: (error: ErrorView | null) => void;
    /** The text from disk, as changes of the editor's present text. */
    onDisk: (changes: ChangeSet) => void;
  }) {
    this.#wire = options.wire;
    this.#base = options.text;
    this.#seq = options.seq;
    this.#onSent = options.onSent;
    this.#onTaken = options.onTaken;
    this.#onTrouble = options.onTrouble;
    this.#onDisk = options.onDisk;
  }

  /** Takes an edit of the editor's present text. Returns at once. */
  push(changes: ChangeSet): void {
    if (this.#ended || changes.empty) return;
    this.#pending = this.#pending ? this.#pending.compose(changes) : changes;
    this.#run();
  }

  /** Resolves when all that was typed until now is with the library. Rejects when it cannot be sent. */
  async flush(): Promise<void> {
    while (this.#running || this.#unsent) {
      await (this.#running ?? this.#start());
      if (this.#failure) throw this.#failure;
    }
  }

  /** True when the library has every edit. */
  get settled(): boolean {
    return !this.#running && !this.#unsent;
  }

  /** The file has another text, and the library shows it. What was typed meanwhile is kept on top of it. */
  disk(text: string, seq: number): void {
    this.#disk = { text: Text.of(text.split('\n')), seq };
    if (!this.#inflight) this.#rebase(this.#seq);
    this.#run();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  get #unsent(): boolean {
    return Boolean(this.#pending) || this.#whole;
  }

  /** What the editor shows: the library's text and all that is on its way. */
  #present(): Text {
    let text = this.#base;
    if (this.#inflight) text = this.#inflight.apply(text);
    if (this.#pending) text = this.#pending.apply(text);
    return text;
  }

  #run(): void {
    clearTimeout(this.#timer);
    if (this.#running) return;
    if (this.#unsent) void this.#start();
    else this.#timer = setTimeout(() => this.#compare(), IDLE);
  }

  #start(): Promise<void> {
    clearTimeout(this.#timer);
    this.#failure = null;
    this.#running = this.#sendAll()
      .then(() => this.#onTrouble(null))
      .catch((thrown: unknown) => {
        // What was under way may have arrived or not: only the whole text is sure.
        this.#keepUnsent();
        this.#whole = true;
        this.#onSent(this.#seq);
        this.#failure = asError(thrown);
        this.#onTrouble(this.#failure);
      })
      .then(() => {
        this.#running = null;
        if (this.#ended) return;
        this.#timer = this.#failure
          ? setTimeout(() => this.#run(), RETRY)
          : setTimeout(() => this.#compare(), IDLE);
      });
    return this.#running;
  }

  async #sendAll(): Promise<void> {
    while (this.#unsent) {
      if (this.#whole) await this.#sendWhole();
      else await this.#sendEdit();
      this.#onTaken();
    }
  }

  async #sendEdit(): Promise<void> {
    const changes = this.#pending;
    if (!changes) return;
    this.#inflight = changes;
    this.#pending = null;
    const sent = this.#seq + 1;
    const answer = this.#wire.edit(sent, asBodyChanges(changes));
    this.#onSent(sent);
    const ack = await answer;
    if (this.#disk) {
      // The file's text came between: did it already hold this edit?
      const held = ack.accepted && this.#disk.seq >= sent;
      if (held) this.#settle(changes);
      else this.#keepUnsent();
      this.#rebase(ack.seq);
      this.#whole = true;
    } else if (ack.accepted) {
      this.#settle(changes);
      if (ack.length !== this.#base.length) this.#whole = true;
    } else {
      this.#keepUnsent();
      this.#whole = true;
    }
    this.#seq = ack.seq;
    this.#lastHash = ack.hash;
    this.#lastWasWhole = false;
  }

  async #sendWhole(): Promise<void> {
    this.#whole = false;
    const text = this.#present();
    this.#base = text;
    this.#pending = null;
    const sent = this.#seq + 1;
    const answer = this.#wire.replace(sent, text.sliceString(0, text.length, '\n'));
    this.#onSent(sent);
    const ack = await answer;
    this.#seq = ack.seq;
    this.#lastHash = ack.hash;
    this.#lastWasWhole = true;
    if (this.#disk) {
      this.#rebase(ack.seq);
      this.#whole = true;
    } else if (!ack.accepted) {
      this.#whole = true;
      if (++this.#refusals >= PATIENCE) throw new Error('The library did not take the text.');
      return;
    }
    this.#refusals = 0;
  }

  #settle(changes: ChangeSet): void {
    this.#base = changes.apply(this.#base);
    this.#inflight = null;
  }

  #keepUnsent(): void {
    if (this.#inflight)
      this.#pending = this.#pending ? this.#inflight.compose(this.#pending) : this.#inflight;
    this.#inflight = null;
  }

  #rebase(seq: number): void {
    const disk = this.#disk;
    if (!disk) return;
    this.#disk = null;
    const before = this.#base.sliceString(0, this.#base.length, '\n');
    const after = disk.text.sliceString(0, disk.text.length, '\n');
    const found = difference(before, after);
    const theirs = ChangeSet.of(found ? [found] : [], before.length);
    const mine = this.#pending;
    this.#base = disk.text;
    this.#seq = Math.max(seq, disk.seq);
    this.#lastHash = null;
    this.#onDisk(mine ? theirs.map(mine) : theirs);
    if (mine) {
      this.#pending = mine.map(theirs, true);
      this.#whole = true;
    }
  }

  /** Once all is quiet: is it the same text on both sides? */
  #compare(): void {
    if (this.#ended || this.#running || this.#unsent || this.#lastHash === null) return;
    if (this.#lastHash === fnv1a(pieces(this.#base))) return;
    // Once more would not help when even the whole text came out different.
    if (this.#lastWasWhole) return;
    this.#whole = true;
    this.#run();
  }
}

function* pieces(text: Text): Iterable<string> {
  for (const piece of text.iter()) yield piece;
}
