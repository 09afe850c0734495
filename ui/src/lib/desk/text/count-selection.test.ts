import { afterEach, expect, test, vi } from 'vitest';

import { type Edited, edited } from '../../../test-editor';
import { countSelection } from './count-selection';

let open: Edited | undefined;
afterEach(() => {
  open?.end();
  open = undefined;
  vi.useRealTimers();
});

test('words of what is selected are counted once a frame', () => {
  vi.useFakeTimers();
  const said: number[] = [];
  const editor = (open = edited(
    '‸one two three 漢字',
    countSelection((words) => said.push(words)),
  ));
  for (let to = 1; to <= 13; to++) editor.select(0, to);
  expect(said).toEqual([]);
  vi.advanceTimersToNextFrame();
  expect(said).toEqual([3]);
  editor.select(0, editor.text.length);
  vi.advanceTimersToNextFrame();
  editor.select(2);
  expect(said).toEqual([3, 5, 0]);
});

test('very much is counted when it rests; nothing is said after the end', () => {
  vi.useFakeTimers();
  const said: number[] = [];
  const editor = (open = edited(
    `‸${'word '.repeat(30_000)}`,
    countSelection((words) => said.push(words)),
  ));
  editor.select(0, editor.text.length);
  vi.advanceTimersToNextFrame();
  expect(said).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(said).toEqual([30_000]);
  editor.select(0, 10);
  editor.end();
  vi.advanceTimersByTime(1000);
  expect(said).toEqual([30_000]);
});
