/** The form of fields over the in-memory library's plain YAML heads: kinds, lines, and the edits that it makes. */
import type { FieldEdit, FieldKind, FieldRole, FieldUses, FormField, HeadForm, LineCount } from '../types';

import { lineChanges } from './compare';
import type { MemoryPost } from './ferrow';
import { type FormEdit, list, plain, quoted, read, set } from './head';
import { refuse } from './views';

const ROLES: Record<string, FieldRole> = {
  title: 'title',
  date: 'date',
  draft: 'draft',
  tags: 'tags',
  author: 'authors',
  updated: 'updated',
  description: 'description',
  slug: 'slug',
  cover: 'image',
  weight: 'weight',
  featured: 'featured',
  series: 'series',
  canonical_url: 'canonical',
  aliases: 'aliases',
};

const EXISTS = /^(\d{4})-(\d{2})-(\d{2})(?:T|$)/;

function kindOf(role: FieldRole | undefined, value: string): FieldKind {
  if (value.startsWith('[')) return 'list';
  if (/^(true|false|yes|no)$/.test(value)) return 'yesNo';
  if (/^-?\d+(\.\d+)?$/.test(value)) return 'number';
  if (role === 'updated' || role === 'date') return 'date';
  return role === 'description' || value.length > 80 ? 'longText' : 'text';
}

function isDate(text: string): boolean {
  const [, year, month, day] = (EXISTS.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function fieldsOf(text: string): FormField[] {
  const lines = text.split('\n');
  const fields: FormField[] = [];
  for (let at = 1; at < lines.length - 2; at++) {
    const [, path, raw] = /^(\w+):\s*(.*)$/.exec(lines[at] ?? '') ?? [];
    if (path === undefined || raw === undefined) continue;
    const below: string[] = [];
    while (raw === '' && /^\s+\S/.test(lines[at + below.length + 1] ?? ''))
      below.push((lines[at + below.length + 1] ?? '').slice(2));
    const role = ROLES[path];
    const value = raw.replace(/\s+#.*$/, '');
    const kind = below.length > 0 ? 'asText' : kindOf(role, value);
    const truth = /^(true|yes)$/.test(value) ? 'true' : 'false';
    fields.push({
      path,
      kind,
      ...(role && { role }),
      value:
        kind === 'asText' ? below.join('\n') : kind === 'yesNo' ? truth : kind === 'list' ? '' : plain(value),
      items: kind === 'list' ? list(value) : [],
      line: at + 1,
      fixed: false,
      ...(kind === 'date' &&
        !isDate(value) && { fault: 'This date does not exist. The line stays as it is.' }),
    });
  }
  return fields;
}

function counted(before: string, now: string): LineCount {
  const count = { changed: 0, kept: 0 };
  let [gone, come] = [0, 0];
  const settle = () => {
    count.changed += Math.max(gone, come);
    [gone, come] = [0, 0];
  };
  for (const { kind } of shownLines(before, now)) {
    if (kind === 'removed') gone++;
    else if (kind === 'added') come++;
    else {
      settle();
      count.kept++;
    }
  }
  settle();
  return count;
}

const whole = (text: string) => text.replace(/\n$/, '');
const shownLines = (before: string, now: string) =>
  lineChanges(whole(before), whole(now)).filter(({ text, kind }) => text !== '' || kind === 'same');

export function headForm(
  { head: now, published }: Pick<MemoryPost, 'head' | 'published'>,
  file: string,
  opened = file,
): HeadForm {
  const before = published === null ? opened : (/^---\n[^]*?\n---\n/.exec(published)?.[0] ?? '');
  const { readable } = read(now);
  const fields = readable ? fieldsOf(now) : [];
  return {
    fields,
    ...(!readable && { textOnly: 'The fields at the top could not be read.' }),
    firstLine: 1,
    before,
    onServer: published !== null,
    lines: shownLines(before, now),
    since: counted(before, now),
    save: counted(file, now),
    problems: fields.flatMap(({ fault, line }) =>
      fault ? [{ code: 'date.no-such-day', level: 'error' as const, message: fault, line }] : [],
    ),
    address: `https://engineering.ferrow.example/posts/${fields.find(({ path }) => path === 'slug')?.value ?? ''}/`,
  };
}

export function fieldUses(heads: readonly string[]): FieldUses {
  const found = new Map<string, { field: FormField; posts: number; values: Map<string, number> }>();
  for (const field of heads.flatMap(fieldsOf)) {
    const seen = found.get(field.path) ?? { field, posts: 0, values: new Map<string, number>() };
    seen.posts++;
    const values = field.kind === 'text' ? [field.value] : field.items;
    for (const value of values) seen.values.set(value, (seen.values.get(value) ?? 0) + 1);
    found.set(field.path, seen);
  }
  const fields = [...found.values()].map(({ field: { path, kind, role }, posts, values }) => {
    const again = [...values].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
    return { path, kind, posts, ...(role && { role }), values: (again[0]?.count ?? 0) > 1 ? again : [] };
  });
  return { posts: heads.length, fields: fields.sort((a, b) => b.posts - a.posts) };
}

export function isOfForm(edit: FieldEdit): edit is FormEdit {
  return ['set', 'addItem', 'removeItem', 'remove', 'addHead'].includes(edit.field);
}

export function editForm(text: string, edit: FormEdit): string {
  if (edit.field === 'addHead') return text || '---\ntitle: Untitled\n---\n';
  const { path } = edit;
  if (edit.field === 'remove') return set(text, path, null);
  if (edit.field === 'set') return set(text, path, written(text, edit));
  const items = fieldsOf(text).find((field) => field.path === path)?.items ?? [];
  const rest = items.filter((item) => item !== edit.value);
  const now = edit.field === 'addItem' ? [...rest, edit.value] : rest;
  return set(text, path, `[${now.map(quoted).join(', ')}]`);
}

function written(text: string, { path, kind, value }: Extract<FormEdit, { field: 'set' }>): string | null {
  if (value.trim() === '') return null;
  if (kind === 'date' && !isDate(value))
    throw refuse('field.not-a-day', `“${value}” is not a date.`, 'Write it as 2026-06-04.');
  if (kind === 'number' && !/^-?\d+(\.\d+)?$/.test(value))
    throw refuse('field.not-a-number', `“${value}” is not a number.`);
  if (kind === 'asText')
    throw refuse('field.refused', `The field ${path} could not be changed.`, 'Edit the fields as text.');
  const words = new RegExp(`^${path}: (yes|no)$`, 'm').test(text);
  if (kind === 'yesNo' && words) return value === 'true' ? 'yes' : 'no';
  return kind === 'text' || kind === 'longText' ? quoted(value) : value;
}
