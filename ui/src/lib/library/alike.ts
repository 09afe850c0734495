/** What the column says of tags that are likely one tag in several spellings. */
import type { LookAlike } from '$backend/types';
import { words } from '$words/en';

/** By the tag's name as the column lists it: spellings that differ in case alone stand there under one name. */
export function alikeOf(groups: readonly LookAlike[]): Map<string, string> {
  const said = new Map<string, string>();
  for (const { keep, others, message } of groups) {
    const written = others.filter(({ how }) => how === 'case').map(({ name }) => name);
    if (written.length > 0) said.set(keep.name, words.library.alsoWritten(written));
    for (const { name, how } of others) {
      if (how !== 'case') said.set(name, words.library.looksLike(keep.name, keep.count, message));
    }
  }
  return said;
}
