import { expect, test } from 'vitest';

import { Renders } from './renders';
import { baseOf, skeleton } from './skeleton';

const settle = () => new Promise((go) => setTimeout(go, 0));

test('the frame starts with a policy that lets nothing in but pictures and fonts', () => {
  const html = skeleton({
    base: 'galley-image://localhost/posts/',
    style: 'p{}',
    fonts: '',
    dark: true,
    origin: 'tauri://localhost',
  });
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const policy = parsed.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('font-src tauri://localhost');
  expect(policy).not.toContain('script-src');
  expect(parsed.documentElement.dataset['theme']).toBe('dark');
  expect(parsed.querySelector('base')?.getAttribute('href')).toBe('galley-image://localhost/posts/');
});

test('a style cannot end its own element', () => {
  const html = skeleton({
    base: '',
    style: 'a{}</style><script>x()</script>',
    fonts: '',
    dark: false,
    origin: '',
  });
  expect(new DOMParser().parseFromString(html, 'text/html').querySelector('script')).toBeNull();
});

test('the base is the folder of the post, escaped', () => {
  expect(baseOf('posts/2026/a b/index.md', 'linux')).toBe('galley-image://localhost/posts/2026/a%20b/');
  expect(baseOf('about.md', 'macos')).toBe('galley-image://localhost/');
  expect(baseOf('posts/a.md', 'windows')).toBe('http://galley-image.localhost/posts/');
});

test('one page at a time, and the latest wish counts', async () => {
  let running = 0;
  let most = 0;
  let asked = 0;
  const shown: number[] = [];
  const waiting: (() => void)[] = [];
  const renders = new Renders<number>(
    async () => {
      const mine = ++asked;
      most = Math.max(most, ++running);
      await new Promise<void>((go) => waiting.push(go));
      running--;
      return mine;
    },
    (page) => shown.push(page),
    () => {},
  );
  for (let turn = 0; turn < 5; turn++) renders.want();
  waiting.splice(0).forEach((go) => go());
  await settle();
  waiting.splice(0).forEach((go) => go());
  await settle();
  expect([asked, most]).toEqual([2, 1]);
  expect(shown).toEqual([1, 2]);
});

test('a page that comes after the end is not shown, a failure is told', async () => {
  const shown: number[] = [];
  const failures: unknown[] = [];
  const bad = new Renders<number>(
    () => Promise.reject(new Error('no')),
    (page) => shown.push(page),
    (thrown) => failures.push(thrown),
  );
  bad.want();
  await settle();
  expect(failures).toHaveLength(1);
  const late = new Renders<number>(
    async () => 1,
    (page) => shown.push(page),
    () => {},
  );
  late.want();
  late.end();
  await settle();
  expect(shown).toEqual([]);
});

test('after a page that took long to show comes a pause, so that typing goes first', async () => {
  const asked: number[] = [];
  let shownAt = 0;
  const renders = new Renders<number>(
    async () => asked.push(performance.now()),
    () => {
      const until = performance.now() + 20;
      while (performance.now() < until);
      shownAt ||= performance.now();
    },
    () => {},
  );
  renders.want();
  await settle();
  renders.want();
  await new Promise((go) => setTimeout(go, 200));
  expect(asked).toHaveLength(2);
  expect((asked[1] ?? 0) - shownAt).toBeGreaterThan(60);
  renders.end();
});
