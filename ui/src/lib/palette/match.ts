/**
 * How well a label fits what is typed: the letters in their order, beginnings of words first. The same letters give the same
 * cost on every machine; no dictionary, no chance.
 */
import type { Stretch } from '$backend/types';

export interface Match {
  /** 0 is the best. */
  cost: number;
  /** Where the letters stand. */
  stretches: Stretch[];
}

/** In one piece: at the beginning, at the beginning of a word, within one. */
const [FIRST, WORD, WITHIN] = [0, 1, 2];
/** In pieces: each further one at the beginning of a word, or within one. */
const [NEXT_WORD, NEXT_WITHIN] = [2, 4];
/** From this cost on it is scattered: nobody who looks for a post by its words means it. */
export const SCATTERED = 6;

const LETTER = /[\p{L}\p{N}]/u;

/** Letter by letter without case and accents, so that each keeps its place. */
function folded(text: string): string[] {
  return Array.from({ length: text.length }, (_, at) => {
    const unit = text.charAt(at);
    return unit.toLowerCase().normalize('NFD').charAt(0) || unit;
  });
}

/** Whether a word begins there. */
function beginnings(letters: readonly string[]): boolean[] {
  const is = letters.map((letter) => LETTER.test(letter));
  return is.map((here, at) => here && !is[at - 1]);
}

/** Null when the letters do not stand in the text in this order. */
export function match(query: string, text: string): Match | null {
  const wanted = query.trim().replace(/\s+/g, ' ');
  if (wanted === '') return { cost: FIRST, stretches: [] };
  const letters = folded(text);
  const begins = beginnings(letters);
  const whole = inOnePiece(folded(wanted).join(''), letters.join(''), begins);
  if (whole && whole.cost <= WORD) return whole;
  const parts = inPieces(folded(wanted.replaceAll(' ', '')), letters, begins);
  return whole && (!parts || whole.cost <= parts.cost) ? whole : parts;
}

function inOnePiece(wanted: string, text: string, begins: readonly boolean[]): Match | null {
  let best: Match | null = null;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const cost = at === 0 ? FIRST : begins[at] ? WORD : WITHIN;
    if (!best || cost < best.cost) best = { cost, stretches: [{ from: at, to: at + wanted.length }] };
  }
  return best;
}

/** The cheapest way through the text; the first letter begins a word. */
function inPieces(
  wanted: readonly string[],
  letters: readonly string[],
  begins: readonly boolean[],
): Match | null {
  /** For each letter that is wanted and each place: the cost of coming there, and from where. */
  const ways: { cost: number; from: number }[][] = [];
  wanted.forEach((letter, nth) => {
    const before = ways[nth - 1];
    let near = { cost: Infinity, from: -1 };
    ways.push(
      letters.map((here, at) => {
        const last = before?.[at - 1];
        // The cheapest place to jump from is any that was passed.
        const jump = near;
        if (last && last.cost < near.cost) near = { cost: last.cost, from: at - 1 };
        if (here !== letter) return { cost: Infinity, from: -1 };
        if (!before) return { cost: begins[at] ? (at === 0 ? FIRST : WORD) : Infinity, from: -1 };
        const jumped = { cost: jump.cost + (begins[at] ? NEXT_WORD : NEXT_WITHIN), from: jump.from };
        return last && last.cost <= jumped.cost ? { cost: last.cost, from: at - 1 } : jumped;
      }),
    );
  });
  const ends = ways.at(-1) ?? [];
  let at = ends.reduce((best, { cost }, end) => (cost < (ends[best]?.cost ?? Infinity) ? end : best), -1);
  if (at < 0) return null;
  const { cost } = ends[at] as { cost: number };
  const places: number[] = [];
  for (let nth = wanted.length - 1; nth >= 0; nth--) {
    places.unshift(at);
    at = ways[nth]?.[at]?.from ?? -1;
  }
  return { cost, stretches: joined(places) };
}

function joined(places: readonly number[]): Stretch[] {
  const all: Stretch[] = [];
  for (const place of places) {
    const last = all.at(-1);
    if (last?.to === place) last.to++;
    else all.push({ from: place, to: place + 1 });
  }
  return all;
}

/** The same words, whatever their case, accents and dots. */
export function same(query: string, text: string): boolean {
  const plain = (said: string) => folded(said.replace(/(?:…|\.\.\.)$/, '').trim()).join('');
  return plain(query) === plain(text);
}
