/** What of the strip of fields stands in full at a width: it never wraps and never scrolls. */
export interface StripParts {
  status: number;
  date: number;
  author: number;
  /** The author as initials. */
  authorShort: number;
  chips: number[];
  addTag: number;
  more: number;
}

export interface Fit {
  /** How many chips stand; the others become "+1". */
  chips: number;
  /** "Add tag" is a plus. */
  shortAdd: boolean;
  /** "4 more fields" is a button without words. */
  shortMore: boolean;
  shortAuthor: boolean;
}

const SEPARATORS = 29 + 29 + 26;
const CHIP_GAP = 5;
const REST = 34;
const PLUS = 28;
const BUTTON = 30;
const MORE_GAP = 9;

export function fitStrip(width: number, parts: StripParts): Fit {
  const sum = (chips: number, fit: Omit<Fit, 'chips'>) => {
    const shown = parts.chips.slice(0, chips).reduce((all, chip) => all + chip + CHIP_GAP, 0);
    const rest = chips < parts.chips.length ? REST + CHIP_GAP : 0;
    const more = parts.more === 0 ? 0 : MORE_GAP + (fit.shortMore ? BUTTON : parts.more);
    return (
      parts.status +
      parts.date +
      (fit.shortAuthor ? parts.authorShort : parts.author) +
      SEPARATORS +
      shown +
      rest +
      (fit.shortAdd ? PLUS : parts.addTag) +
      more
    );
  };
  const wide = { shortAdd: false, shortMore: false, shortAuthor: false };
  if (sum(parts.chips.length, wide) <= width) return { chips: parts.chips.length, ...wide };
  const steps = [
    { ...wide, shortAdd: true },
    { shortAdd: true, shortMore: true, shortAuthor: false },
    { shortAdd: true, shortMore: true, shortAuthor: true },
  ];
  for (const step of steps) {
    // One chip at least says what the "+2" is about, while there is a next step to take.
    const least = Math.min(1, parts.chips.length);
    for (let chips = parts.chips.length; chips >= least; chips--) {
      if (sum(chips, step) <= width) return { chips, ...step };
    }
  }
  return { chips: 0, shortAdd: true, shortMore: true, shortAuthor: true };
}

let pencil: CanvasRenderingContext2D | null | undefined;

/** The width of words in the interface face; a guess where nothing can be measured (tests without a canvas). */
export function wordsWidth(text: string, font: string): number {
  if (pencil === undefined) {
    pencil =
      typeof CanvasRenderingContext2D === 'undefined'
        ? null
        : document.createElement('canvas').getContext('2d');
  }
  if (!pencil) return text.length * 6.6;
  pencil.font = font;
  return pencil.measureText(text).width;
}
