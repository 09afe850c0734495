/** What the foot of the form says of the lines. Pure, and made of the one answer that the marks are made of too. */
import type { HeadForm } from '$backend/types';
import { fields } from '$words/fields';

export interface Foot {
  /** Whether any line is another one. */
  changed: boolean;
  says: string;
  rest: string;
}

export function footOf({ save, since, onServer }: HeadForm): Foot {
  if (save.changed === 0 && since.changed === 0)
    return {
      changed: false,
      says: fields.none,
      rest: since.kept > 0 ? fields.same(since.kept, onServer) : '',
    };
  if (save.changed === 0)
    return {
      changed: true,
      says: fields.saved(since.changed, onServer),
      rest: since.kept > 0 ? fields.stayed(since.kept) : '',
    };
  // The marks beside it count otherwise when some of the changes are in the file already.
  const rest =
    save.changed !== since.changed
      ? fields.then(since.changed, onServer)
      : save.kept > 0
        ? fields.stay(save.kept)
        : '';
  return { changed: true, says: fields.save(save.changed), rest };
}
