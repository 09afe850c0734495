/** The hash by which window and library find out whether they have the same text. */

/** FNV-1a, 32 bits, over UTF-16 units, as 8 hex digits. Takes the text in pieces, so that a rope is not joined. */
export function fnv1a(pieces: Iterable<string>): string {
  let hash = 2166136261;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at++) {
      hash = Math.imul(hash ^ piece.charCodeAt(at), 16777619);
    }
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
