import { ChangeSet, Text } from '@codemirror/state';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { fnv1a } from '$backend/hash';
import type { BodyChange, EditAck, ErrorView } from '$backend/types';

import { EditQueue } from './queue';

/** The library's side, with answers that wait until they are let go. */
class Side {
  text: string;
  seq = 0;
  calls: string[] = [];
  waiting: (() => void)[] = [];
  hold = false;
  fail: ErrorView | null = null;
  lie: Partial<EditAck> | null = null;
  running = 0;
  most = 0;

  constructor(text: string) {
    this.text = text;
  }

  async #answer(call: string, act: () => boolean): Promise<EditAck> {
    this.calls.push(call);
    this.most = Math.max(this.most, ++this.running);
    if (this.hold) await new Promise<void>((go) => this.waiting.push(go));
    this.running--;
    if (this.fail) throw this.fail;
    const accepted = act();
    const ack = { seq: this.seq, length: this.text.length, hash: fnv1a([this.text]), accepted };
    const lie = this.lie;
    this.lie = null;
    return { ...ack, ...lie };
  }

  edit(seq: number, changes: BodyChange[]) {
    return this.#answer(`edit ${seq}`, () => {
      if (seq !== this.seq + 1 || changes.some(({ to }) => to > this.text.length)) return false;
      for (const { from, to, insert } of [...changes].reverse()) {
        this.text = this.text.slice(0, from) + insert + this.text.slice(to);
      }
      this.seq = seq;
      return true;
    });
  }

  replace(seq: number, text: string) {
    return this.#answer('replace', () => {
      this.text = text;
      this.seq = seq;
      return true;
    });
  }

  async letGo() {
    this.waiting.splice(0).forEach((go) => go());
    await settle();
  }
}

const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** The editor's side: a text, and a queue that hears of its changes. */
function pair(text: string) {
  const side = new Side(text);
  const editor = {
    text: Text.of(text.split('\n')),
    troubles: [] as (ErrorView | null)[],
    sent: [] as number[],
    taken: 0,
  };
  const queue = new EditQueue({
    wire: {
      edit: (seq, changes) => side.edit(seq, changes),
      replace: (seq, body) => side.replace(seq, body),
    },
    text: editor.text,
    seq: 0,
    onSent: (seq) => editor.sent.push(seq),
    onTaken: () => editor.taken++,
    onTrouble: (error) => editor.troubles.push(error),
    onDisk: (changes) => (editor.text = changes.apply(editor.text)),
  });
  const type = (from: number, to: number, insert: string) => {
    const changes = ChangeSet.of([{ from, to, insert }], editor.text.length);
    editor.text = changes.apply(editor.text);
    queue.push(changes);
  };
  return { side, editor, queue, type };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('edits arrive in order, one at a time, the rest composed into one', async () => {
  const { side, editor, queue, type } = pair('abc');
  side.hold = true;
  type(3, 3, 'd');
  type(4, 4, 'e');
  type(5, 5, 'f');
  await settle();
  expect(side.calls).toEqual(['edit 1']);
  // Told at once, so that the page can be asked for before the library has answered.
  expect([editor.sent, editor.taken]).toEqual([[1], 0]);
  await side.letGo();
  expect(side.calls).toEqual(['edit 1', 'edit 2']);
  await side.letGo();
  expect(side.text).toBe('abcdef');
  expect(side.most).toBe(1);
  expect(editor.taken).toBe(2);
  expect(queue.settled).toBe(true);
});

test('line breaks travel as LF and positions as UTF-16 units', async () => {
  const { side, queue, type } = pair('😀\nb');
  type(2, 3, '\n\n');
  await queue.flush();
  expect(side.text).toBe('😀\n\nb');
});

test('an edit that was not accepted is followed by the whole text', async () => {
  const { side, editor, queue, type } = pair('abc');
  side.seq = 7;
  type(0, 0, 'x');
  await queue.flush();
  expect(side.calls).toEqual(['edit 1', 'replace']);
  expect(side.text).toBe('xabc');
  expect(side.text).toBe(editor.text.toString());
});

test('another length is found at once, another hash when all is quiet', async () => {
  const { side, queue, type } = pair('abc');
  side.lie = { length: 99 };
  type(0, 0, 'x');
  await queue.flush();
  expect(side.calls).toEqual(['edit 1', 'replace']);

  side.lie = { hash: '00000000' };
  type(0, 0, 'y');
  await queue.flush();
  expect(side.calls).toEqual(['edit 1', 'replace', 'edit 3']);
  await vi.advanceTimersByTimeAsync(499);
  expect(side.calls).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(2);
  expect(side.calls).toEqual(['edit 1', 'replace', 'edit 3', 'replace']);
});

test('a library that counts another hash is not sent the text for ever', async () => {
  const { side, queue, type } = pair('abc');
  type(0, 0, 'x');
  await queue.flush();
  side.calls = [];
  for (let turn = 0; turn < 5; turn++) {
    side.lie = { hash: '00000000' };
    await vi.advanceTimersByTimeAsync(600);
  }
  expect(side.calls.length).toBeLessThanOrEqual(1);
});

test('a failure is told, kept, and tried again with the whole text', async () => {
  const { side, editor, queue, type } = pair('abc');
  side.fail = { code: 'disk.full', message: 'The disk is full.' };
  type(0, 0, 'x');
  await expect(queue.flush()).rejects.toMatchObject({ code: 'disk.full' });
  expect(editor.troubles.at(-1)).toMatchObject({ code: 'disk.full' });
  type(1, 1, 'y');
  side.fail = null;
  await vi.advanceTimersByTimeAsync(2100);
  expect(side.text).toBe('xyabc');
  expect(editor.troubles.at(-1)).toBeNull();
});

test('the text from disk is taken over when nothing was typed', async () => {
  const { side, editor, queue } = pair('one two');
  side.text = 'one 2';
  side.seq = 1;
  queue.disk('one 2', 1);
  expect(editor.text.toString()).toBe('one 2');
  await settle();
  expect(side.calls).toEqual([]);
});

test('what was typed while the file changed stays on top of it', async () => {
  const { side, editor, queue, type } = pair('one two');
  side.hold = true;
  type(0, 0, 'A ');
  await settle();
  // The file changed before the edit arrived: the library took the file's text, and refuses the edit.
  side.text = 'one two three';
  side.seq = 1;
  queue.disk('one two three', 1);
  side.hold = false;
  await side.letGo();
  await queue.flush();
  expect(editor.text.toString()).toBe('A one two three');
  expect(side.text).toBe('A one two three');
});

test('a random storm of edits, refusals and file changes ends with the same text on both sides', async () => {
  let state = 42;
  const random = (below: number) => ((state = (state * 1103515245 + 12345) & 0x7fffffff) >>> 8) % below;
  const { side, editor, queue, type } = pair('the first text\nof two lines');
  side.hold = true;
  for (let turn = 0; turn < 400; turn++) {
    const what = random(10);
    if (what < 6) {
      const from = random(editor.text.length + 1);
      const to = Math.min(editor.text.length, from + random(4));
      type(from, to, ['x', 'yz', '\n', ''][random(4)] ?? '');
    } else if (what < 8) await side.letGo();
    else if (what === 8) side.seq += 1;
    else side.lie = { length: -1 };
  }
  side.hold = false;
  await side.letGo();
  await queue.flush();
  await vi.advanceTimersByTimeAsync(1200);
  await queue.flush();
  expect(side.text).toBe(editor.text.toString());
});
