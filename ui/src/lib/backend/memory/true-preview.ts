/** The true preview of the in-memory library: asks, starts, shows a page of its own, ends. */
import type { Backend } from '../backend';
import type { LibraryEvent, TruePreview } from '../types';
import { refuse } from './views';

export type TrueGiven = Partial<TruePreview>;
type Verbs = Pick<Backend, 'truePreview' | 'startTruePreview' | 'stopTruePreview'>;

/** What the rest of the world does to it. */
export interface TruePreviewPlayer {
  /** From now on it is at this. */
  trueBecomes: (given: TrueGiven) => void;
}

export function truePreviewOf(
  heard: (command: string, ...args: unknown[]) => Promise<void>,
  emit: (event: LibraryEvent) => void,
  given: TrueGiven = {},
): Verbs & TruePreviewPlayer {
  let now: TruePreview = {
    state: 'asks',
    generator: 'Hugo',
    command: 'hugo server --bind 127.0.0.1 --port 41001 --buildDrafts --buildFuture',
    folder: '~/Work/engineering-blog',
    key: 'k1',
    openToNetwork: false,
    found: true,
    reloads: 0,
    said: [],
    ...given,
  };
  const trueBecomes = (given: TrueGiven) => {
    now = { ...now, ...given };
    emit({ event: 'truePreviewChanged' });
  };
  return {
    trueBecomes,
    async truePreview(post, shown) {
      await heard('truePreview', post, shown);
      return now;
    },
    async startTruePreview(agreed) {
      await heard('startTruePreview', agreed);
      if (agreed !== now.key)
        throw refuse('true-preview.changed', 'The command is another one by now. Nothing was run.');
      trueBecomes({ state: 'starting' });
    },
    async stopTruePreview() {
      await heard('stopTruePreview');
      trueBecomes({ state: 'off' });
    },
  };
}
