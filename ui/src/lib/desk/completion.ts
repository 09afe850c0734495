/** Which names fit what was typed into a field: those that begin with it first, then those that hold it. */
import type { NameCount } from '$backend/types';

const FEW = 8;
/** For a list that scrolls: who looks for another one types on. */
export const MANY = 100;

export function complete(
  typed: string,
  names: readonly NameCount[],
  without: readonly string[] = [],
  most = FEW,
): string[] {
  const wanted = typed.trim().toLowerCase();
  const used = new Set(without.map((name) => name.toLowerCase()));
  const found = names.filter(
    ({ name }) => !used.has(name.toLowerCase()) && name.toLowerCase().includes(wanted),
  );
  const rank = ({ name }: NameCount) => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found
    .toSorted((a, b) => rank(a) - rank(b) || b.count - a.count || a.name.localeCompare(b.name))
    .slice(0, most)
    .map(({ name }) => name);
}

/** The option that an arrow key leads to, from the one with the number `active` (-1 for none); round at both ends. */
export function stepIn(count: number, active: number, key: 'ArrowDown' | 'ArrowUp'): number {
  if (count === 0) return -1;
  if (key === 'ArrowDown') return (active + 1) % count;
  return active <= 0 ? count - 1 : active - 1;
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
