/** Rules about the sources themselves: one door to Tauri, no import cycles, no file that grew too long. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const ALIASES: Record<string, string> = { $backend: 'lib/backend', $parts: 'lib/parts', $words: 'lib/words' };

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.test.ts'))
  .map((name) => join(ROOT, name));

const imports = (file: string) =>
  [
    ...readFileSync(file, 'utf8').matchAll(/(?:^|\n)\s*(?:import|export)\s(?!type\s)[^;]*?from\s+'([^']+)'/g),
  ].map((found) => found[1] ?? '');

function target(from: string, name: string): string | undefined {
  const alias = name.split('/')[0] ?? '';
  const path = ALIASES[alias]
    ? join(ROOT, ALIASES[alias], name.slice(alias.length))
    : resolve(dirname(from), name);
  if (!name.startsWith('.') && !ALIASES[alias]) return undefined;
  return [path, `${path}.ts`, `${path}.svelte`, `${path}.svelte.ts`].find((candidate) =>
    files.includes(candidate),
  );
}

test('Tauri is imported in one file', () => {
  const doors = files.filter((file) => imports(file).some((name) => name.startsWith('@tauri-apps/')));
  expect(doors.map((file) => relative(ROOT, file))).toEqual(['lib/backend/tauri.ts']);
});

test('there are no import cycles', () => {
  const edges = new Map(
    files.map((file) => [
      file,
      imports(file)
        .map((name) => target(file, name))
        .filter((to) => to !== undefined),
    ]),
  );
  expect([...edges.values()].flat().length).toBeGreaterThan(100);
  const done = new Set<string>();
  const walk = (file: string, path: string[]) => {
    expect(path, `a cycle: ${[...path, file].map((at) => relative(ROOT, at)).join(' → ')}`).not.toContain(
      file,
    );
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  files.forEach((file) => walk(file, []));
});

test('no file has more than 400 lines', () => {
  const long = files.filter(
    (file) => !file.includes('/types') && readFileSync(file, 'utf8').split('\n').length > 400,
  );
  expect(long.map((file) => relative(ROOT, file))).toEqual([]);
});
