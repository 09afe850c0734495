/** What the form of fields says. Sentences about a value that is wrong come from the library. */
import type { FieldKind, FieldRole } from '$backend/types';

import { figures } from './en';

const lines = (count: number) => `${figures(count)} ${count === 1 ? 'line' : 'lines'}`;

const differ = (count: number) => (count === 1 ? 'differs' : 'differ');
const these = (count: number) => (count === 1 ? 'this line' : `these ${lines(count)}`);

const known: Partial<Record<FieldRole, string>> = {
  updated: 'Updated',
  categories: 'Categories',
  description: 'Description',
  slug: 'Web address',
  permalink: 'Whole address',
  image: 'Cover picture',
  weight: 'Order',
  featured: 'Front page',
  series: 'Series',
  language: 'Language',
  aliases: 'Old addresses',
  readingTime: 'Reading time',
  canonical: 'First published at',
};

const kinds: Record<Exclude<FieldKind, 'asText'>, string> = {
  text: 'Text',
  longText: 'Long text',
  number: 'Number',
  yesNo: 'Yes or no',
  date: 'Date',
  list: 'List',
};

export const fields = {
  open: 'Fields',
  form: 'Fields of this post',
  looking: 'Reading the fields…',

  label: (path: string, role: FieldRole | undefined) => (role && known[role]) ?? path,
  yes: (role: FieldRole | undefined) => (role === 'featured' ? 'Featured, first on the page' : 'Yes'),
  kinds,
  characters: (count: number, of: number) => `${figures(count)} of ${figures(of)} characters`,
  empty: 'Empty, so the file has no such line',
  asText: 'as text',
  map: 'A map, so it is shown as text. It keeps its own form.',
  listOfMaps: 'Not a list of plain words, so it is shown as text. It keeps its own form.',
  fixed: 'It can only be changed in the head as text.',
  shared: (count: number) => (count === 1 ? 'In one post' : `In ${figures(count)} posts`),
  values: (label: string) => `What other posts have as ${label}`,
  addItem: (label: string) => `Add to ${label}`,
  removeItem: (item: string) => `Remove ${item}`,
  remove: (label: string) => `Remove the field ${label}`,
  first: 'https://',
  datePlaceholder: '2026-06-04',

  add: 'Add a field…',
  name: 'Name of the field',
  kind: 'What it holds',
  addIt: 'Add',
  taken: (name: string) => `The head has a field ${name}.`,
  others: (names: readonly string[]) => `Others here use ${names.join(', ')}`,
  inPosts: (count: number, of: number) => `in ${figures(count)} of ${figures(of)} posts`,

  head: 'The head of the file',
  headText: 'The head of the file, as text',
  view: 'How the head is shown',
  text: 'As text',
  changes: 'Only changes',
  goneLine: (number: number, text: string) => `Line ${figures(number)} was: ${text}`,
  cameLine: (number: number, text: string) => `Line ${figures(number)} is: ${text}`,
  nothingChanged: 'No line is another one.',
  line: (number: number) => `Line ${figures(number)}`,
  edit: 'Edit the head as text',
  drop: 'Back to what the file has',
  textOnly: 'Edit the head as text beside this. Nothing was changed.',

  noHead: 'This post has no fields yet.',
  noHeadSays:
    'Without a head the file has no title and no date. Galley adds one at the top and leaves the text as it is.',
  addHead: 'Add a head',

  save: (count: number) => `This save changes ${lines(count)}.`,
  saved: (count: number, onServer: boolean) =>
    onServer
      ? `Saved. ${lines(count)} ${differ(count)} from what the server has.`
      : `Saved. ${lines(count)} changed since this form was opened.`,
  stayed: (count: number) =>
    count === 1 ? 'The other one is the same.' : `The other ${figures(count)} are the same.`,
  /** After a save that does not change exactly the lines that are marked. */
  then: (count: number, onServer: boolean) => {
    if (count === 0)
      return onServer ? 'They are then as the server has them.' : 'They are then as this form found them.';
    return onServer
      ? `Then ${lines(count)} ${differ(count)} from what the server has.`
      : `Then ${lines(count)} ${count === 1 ? 'is' : 'are'} not as this form found ${count === 1 ? 'it' : 'them'}.`;
  },
  stay: (count: number) =>
    count === 1
      ? 'The other one stays as it is, byte for byte.'
      : `The other ${figures(count)} stay as they are, byte for byte.`,
  none: 'This save changes nothing here.',
  same: (count: number, onServer: boolean) =>
    onServer ? `The file and the server have ${these(count)}.` : `The file has ${these(count)}.`,
  putBack: (count: number, line: number | undefined) =>
    count === 1 && line !== undefined ? `Put line ${figures(line)} back` : `Put ${lines(count)} back`,
};
