/** What the manuscript says: its boxes, its find bar, its outline and how it looks. */
import { figures } from './en';

export const editor = {
  /** In the status line, in the place of the words of the whole text. */
  selected: (words: number) => `${figures(words)} ${words === 1 ? 'word' : 'words'} selected`,
  task: 'Task done',

  find: {
    label: 'Find in this post',
    field: 'Find',
    replaceField: 'Replace with',
    matchCase: 'Match case',
    wholeWord: 'Whole words',
    regexp: 'Pattern (regular expression)',
    next: 'Next',
    previous: 'Previous',
    replace: 'Replace',
    replaceAll: 'Replace all',
    close: 'End finding',
    /** Which of how many; there may be more than were counted. */
    count: (now: number, all: number, more: boolean) => {
      const of = `${figures(all)}${more ? '+' : ''}`;
      return all === 0 ? 'Not found' : now === 0 ? `${of} found` : `${figures(now)} of ${of}`;
    },
    noPattern: 'No pattern',
    replaced: (count: number) => (count === 0 ? 'Nothing replaced' : `${figures(count)} replaced`),
  },

  outline: {
    label: 'Outline',
    filter: 'Find a heading',
    none: 'No headings in this post',
    notFound: 'No such heading',
    untitled: 'Without words',
    level: (level: number) => `level ${level}`,
  },

  paste: {
    picturesLeft: (count: number) =>
      count === 1
        ? 'A picture was inside the copied text and was left out. Paste it by itself.'
        : `${figures(count)} pictures were inside the copied text and were left out. Paste them one by one.`,
  },

  look: {
    label: 'Text settings',
    face: 'Face',
    faces: {
      quattro: 'iA Writer Quattro',
      literata: 'Literata',
      inter: 'Inter',
      mono: 'JetBrains Mono',
    },
    size: 'Size',
    smaller: 'Smaller text',
    larger: 'Larger text',
    pixels: (size: number) => `${size} px`,
    measure: 'Width',
    measures: { narrow: 'Narrow', normal: 'Normal', wide: 'Wide' },
    focus: 'Focus mode',
    focusSays: 'All but this paragraph steps back',
    typewriter: 'Typewriter mode',
    typewriterSays: 'The line of the caret stays in its place',
    styling: 'Live styling',
    stylingSays: 'Marks hide where the caret is not',
    spelling: 'Check spelling',
    pairs: 'Close brackets and quotes',
    reset: 'As it was at first',
  },
};
