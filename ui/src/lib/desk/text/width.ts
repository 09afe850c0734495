/** How many columns a text takes in a face of one width: two for signs of East Asia and for emoji, none for marks on letters. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}\ufe0f]/u;
const NARROW = /^[\x20-\x7e]*$/;
const NOTHING = /^[\p{M}\p{Cf}\p{Cc}]+$/u;

const segmenter = new Intl.Segmenter();

export function width(text: string): number {
  if (NARROW.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) {
    columns += WIDE.test(segment) ? 2 : NOTHING.test(segment) ? 0 : 1;
  }
  return columns;
}
