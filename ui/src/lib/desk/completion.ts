/** Which names fit what was typed into a field: those that begin with it first, then those that hold it. */
import type { NameCount } from '$backend/types';

const LIMIT = 8;

export function complete(
  typed: string,
  names: readonly NameCount[],
  without: readonly string[] = [],
): string[] {
  const wanted = typed.trim().toLowerCase();
  const used = new Set(without.map((name) => name.toLowerCase()));
  const found = names.filter(
    ({ name }) => !used.has(name.toLowerCase()) && name.toLowerCase().includes(wanted),
  );
  const rank = ({ name }: NameCount) => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found
    .toSorted((a, b) => rank(a) - rank(b) || b.count - a.count || a.name.localeCompare(b.name))
    .slice(0, LIMIT)
    .map(({ name }) => name);
}

/** The name as the library already writes it, else as typed. */
export function asWritten(typed: string, names: readonly NameCount[]): string {
  const wanted = typed.trim();
  return names.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.name ?? wanted;
}

/** `Mirela Stan` → `MS`. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(parts[0] ?? '')][0] ?? '';
  const last = parts.length > 1 ? ([...(parts.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}
