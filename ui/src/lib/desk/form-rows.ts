/** What stands in the form of fields, and in which order. Pure: the library's answers in, rows out. */
import type { FieldKind, FieldRole, FieldUse, FieldUses, FormField, NameCount } from '$backend/types';

export interface Row {
  path: string;
  kind: FieldKind;
  role: FieldRole | undefined;
  value: string;
  items: string[];
  /** The line of the file; undefined while the file has no such field. */
  line: number | undefined;
  /** Only the head as text can change it. */
  fixed: boolean;
  fault: string | undefined;
  /** Values that other posts have, to be chosen again. */
  values: NameCount[];
}

/** A field that stands in the form though the file has no line of it. */
export type Wanted = Pick<FieldUse, 'path' | 'kind'> & { role?: FieldRole };

/** The strip above has these. */
const IN_STRIP = new Set<FieldRole | undefined>(['title', 'date', 'draft', 'tags', 'authors']);

const ORDER: (FieldRole | undefined)[] = [
  'permalink',
  'slug',
  'description',
  'updated',
  'series',
  'image',
  'canonical',
  'weight',
  'featured',
  'categories',
  'language',
  'readingTime',
  'aliases',
];

const rank = ({ role, kind }: Row) => {
  if (kind === 'asText') return ORDER.length + 1;
  const at = role ? ORDER.indexOf(role) : -1;
  return at < 0 ? ORDER.length : at;
};

const empty = ({ path, kind, role }: Wanted, values: NameCount[]): Row => ({
  path,
  kind,
  role,
  value: kind === 'yesNo' ? 'false' : '',
  items: [],
  line: undefined,
  fixed: false,
  fault: undefined,
  values,
});

/** True for a row that takes the whole width. */
export const isWide = ({ role, kind }: Row): boolean =>
  kind === 'longText' || kind === 'asText' || kind === 'list' || role === 'slug' || role === 'permalink';

/** The fields that most posts of the library have, and this one might. */
function usual(uses: FieldUses): FieldUse[] {
  return uses.fields.filter(({ posts, kind }) => posts * 2 >= uses.posts && kind !== 'asText');
}

export function rowsOf(
  fields: readonly FormField[],
  uses: FieldUses | null,
  wanted: readonly Wanted[],
): Row[] {
  // Other posts may have it under another name.
  const values = (path: string, role?: FieldRole) => {
    const found = uses?.fields.filter((use) => use.path === path || (role && use.role === role)) ?? [];
    return (found.find((use) => use.path === path) ?? found[0])?.values ?? [];
  };
  const rows: Row[] = fields
    .filter(({ role }) => !IN_STRIP.has(role))
    .map((field) => ({
      ...field,
      role: field.role,
      fault: field.fault,
      values: values(field.path, field.role),
    }));
  const there = new Set(fields.map(({ path }) => path));
  const roles = new Set(fields.flatMap(({ role }) => (role ? [role] : [])));
  for (const use of uses ? usual(uses) : []) {
    const known = there.has(use.path) || (use.role && (roles.has(use.role) || IN_STRIP.has(use.role)));
    if (known || partly(use.path, there)) continue;
    rows.push(empty(use, use.values));
    there.add(use.path);
    if (use.role) roles.add(use.role);
  }
  for (const field of wanted) {
    // Under another name it is there already.
    if (there.has(field.path) || (field.role && roles.has(field.role))) continue;
    rows.push(empty(field, values(field.path, field.role)));
    there.add(field.path);
  }
  return rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => rank(a.row) - rank(b.row) || a.at - b.at)
    .map(({ row }) => row);
}

/** Whether a path begins with a field that the head has as something else than a map. */
function partly(path: string, there: ReadonlySet<string>): boolean {
  const parts = path.split('.');
  return parts.some((_, at) => at > 0 && there.has(parts.slice(0, at).join('.')));
}

/** The fields of other posts that are not in the form, most used first. */
export function offered(
  rows: readonly Row[],
  fields: readonly FormField[],
  uses: FieldUses | null,
): FieldUse[] {
  const there = new Set([...rows, ...fields].map(({ path }) => path));
  const roles = new Set([...rows, ...fields].flatMap(({ role }) => (role ? [role] : [])));
  return (uses?.fields ?? []).filter(
    ({ path, role, kind }) =>
      kind !== 'asText' &&
      !IN_STRIP.has(role) &&
      !there.has(path) &&
      !(role && roles.has(role)) &&
      !partly(path, there),
  );
}
