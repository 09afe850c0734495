/** How long a text is for people, while it is being typed. The library counts the same way when it saves. */
const WORDS_A_MINUTE = 220;
const SIGNS_A_MINUTE = 500;
const CJK = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;

export interface Length {
  words: number;
  minutes: number;
  characters: number;
}

/** Words, minutes (at least one) and characters of a body. A sign of Chinese, Japanese or Korean counts as a word. */
export function length(text: string): Length {
  const signs = text.match(CJK)?.length ?? 0;
  const others = text.replace(CJK, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu)?.length ?? 0;
  const minutes = Math.max(1, Math.ceil(others / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE));
  return { words: others + signs, minutes, characters: text.length };
}
