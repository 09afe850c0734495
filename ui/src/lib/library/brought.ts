/** Markdown files that are dropped on the window: posts of the library are opened, others become posts. */
import { asError } from '$backend/backend';
import { brought as words } from '$words/help';

import type { OpenLibrary } from './open-library.svelte';

const MARKDOWN = /\.(md|markdown|mdx)$/i;

const filesOf = (event: DragEvent) => [...(event.dataTransfer?.files ?? [])];

/** Whether files are being dragged: which they are is known only when they are dropped. */
export const bringsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** The Markdown files of a drop; none where others are among them, which belong into the text. */
export function markdownOf(event: DragEvent): File[] {
  const files = filesOf(event);
  return files.every(({ name }) => MARKDOWN.test(name)) ? files : [];
}

/**
 * Takes them in one after the other, and opens the last.
 *
 * @param open shows a post on the desk
 */
export async function takeIn(library: OpenLibrary, files: File[], open: (path: string) => Promise<unknown>) {
  const undos: string[] = [];
  let last: { path: string; name: string } | undefined;
  try {
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { path, undo } = await library.backend.bringIn(file.name, bytes);
      if (undo !== undefined) undos.push(undo);
      last = { path, name: file.name };
    }
  } catch (thrown) {
    library.failure = asError(thrown);
  }
  if (!last) return;
  await open(last.path);
  if (undos.length > 0) library.verbs.tellsAll(words.taken(last.name, undos.length), undos);
}
