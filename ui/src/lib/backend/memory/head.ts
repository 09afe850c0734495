/** Plain YAML heads of the in-memory library: enough to read and edit its own posts, line by line. */
import { shortDay } from '$words/dates';

import type { FieldEdit, Fields, HeadView, Reason, Visibility } from '../types';

const FENCE = '---\n';
const SHOWN = new Set(['title', 'date', 'draft', 'tags', 'author', 'description']);

function lines(text: string): { name: string; value: string }[] {
  return text
    .split('\n')
    .slice(1, -2)
    .flatMap((line) => {
      const found = /^(\w+):\s*(.*)$/.exec(line);
      return found ? [{ name: found[1] ?? '', value: found[2] ?? '' }] : [];
    });
}

export const plain = (value: string) =>
  value.replace(/^"(.*)"$/, (_, inner: string) => inner.replaceAll('\\"', '"'));
export const quoted = (value: string) =>
  /[:#"'[\]{}]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '\\"')}"` : value;
export const list = (value: string) =>
  value
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((item) => plain(item.trim()))
    .filter(Boolean);

/** Edits that the form of fields makes; `form.ts` does them. */
export type FormEdit = Extract<FieldEdit, { field: 'set' | 'addItem' | 'removeItem' | 'remove' | 'addHead' }>;

/** A head as written; on the day `today`. */
export function readHead(text: string, today: string): HeadView {
  const head = read(text);
  const { draft, day } = head.fields;
  const visibility = draft ? 'draft' : day !== undefined && day > today ? 'scheduled' : 'public';
  return { ...head, fields: { ...head.fields, visibility, reasons: [reasonOf(visibility, day)] } };
}

const REASONS: Record<Visibility, string> = {
  draft: 'A draft, because its field draft says true.',
  scheduled: 'Hidden until {day}, because Hugo hides posts with a date in the future.',
  public: 'The server has it as it is here.',
};

/** Why readers see a post or not. */
export function reasonOf(visibility: Visibility, day = ''): Reason {
  return {
    code: `status.${visibility}`,
    args: day ? [{ name: 'day', value: day }] : [],
    message: REASONS[visibility].replace('{day}', shortDay(day)),
  };
}

/** All but what depends on the day. */
export function read(
  text: string,
): Omit<HeadView, 'fields'> & { fields: Omit<Fields, 'visibility' | 'reasons'> } {
  const all = lines(text);
  const get = (name: string) => all.find((field) => field.name === name)?.value;
  const readable = text === '' || (text.startsWith(FENCE) && text.endsWith(`\n${FENCE}`));
  const [title, date, author, description] = ['title', 'date', 'author', 'description'].map(get);
  const day = date && /^\d{4}-\d{2}-\d{2}/.exec(date)?.[0];
  return {
    format: text === '' ? 'none' : 'yaml',
    text,
    readable,
    fields: {
      ...(title !== undefined && { title: plain(title) }),
      ...(date !== undefined && { date }),
      ...(day && { day }),
      draft: get('draft') === 'true',
      draftIsField: true,
      tags: list(get('tags') ?? ''),
      authors: author ? [plain(author)] : [],
      ...(description !== undefined && { description: plain(description) }),
      more: all
        .filter(({ name }) => !SHOWN.has(name))
        .map(({ name, value }) => ({ name, value: plain(value) })),
    },
  };
}

export function editHead(text: string, edit: Exclude<FieldEdit, FormEdit>): string {
  const { tags } = read(text).fields;
  switch (edit.field) {
    case 'title':
      return set(text, 'title', quoted(edit.value));
    case 'day': {
      const old = read(text).fields.date ?? '';
      return set(text, 'date', edit.value + old.slice(10));
    }
    case 'draft':
      return set(text, 'draft', edit.value ? 'true' : null);
    case 'addTag':
      return set(
        text,
        'tags',
        `[${[...tags.filter((tag) => tag !== edit.value), edit.value].map(quoted).join(', ')}]`,
      );
    case 'removeTag':
      return set(
        text,
        'tags',
        `[${tags
          .filter((tag) => tag !== edit.value)
          .map(quoted)
          .join(', ')}]`,
      );
    case 'author':
      return set(text, 'author', edit.value === '' ? null : quoted(edit.value));
    case 'description':
      return set(text, 'description', edit.value === '' ? null : quoted(edit.value));
  }
}

/** The head with one line put in, replaced or taken out. */
export function set(text: string, name: string, value: string | null): string {
  const rows = (text || FENCE + FENCE).split('\n');
  const at = rows.findIndex((row) => row.startsWith(`${name}:`));
  if (at >= 0) rows.splice(at, 1, ...(value === null ? [] : [`${name}: ${value}`]));
  else if (value !== null) rows.splice(rows.length - 2, 0, `${name}: ${value}`);
  return rows.join('\n');
}
