import { expect, test } from 'vitest';

import { placeBeside } from '$parts/place';

import { folderName, join, nameOfUrl } from '../welcome/folder';
import { Columns } from './columns.svelte';
import { linkName, linkTarget } from './links';

function at(width: number): Columns {
  const columns = new Columns();
  columns.width = width;
  return columns;
}

test.each([
  [1680, 208, 320, 'both'],
  [1280, 192, 280, 'both'],
  [1100, 44, 264, 'both'],
  [900, 44, 248, 'text'],
])('at %i px: library %i, posts %i, desk shows %s', (width, library, posts, view) => {
  const columns = at(width);
  expect([columns.library, columns.posts, columns.view]).toEqual([library, posts, view]);
  expect(columns.library + columns.posts + columns.desk).toBe(width);
});

test('under 760 px posts and desk take turns', () => {
  const columns = at(700);
  expect([columns.posts, columns.desk]).toEqual([656, 0]);
  columns.turn = 'desk';
  expect([columns.posts, columns.desk]).toEqual([0, 656]);
  expect(columns.bothFits).toBe(false);
});

test('text and preview never fall under 360 px', () => {
  const columns = at(1280);
  expect(columns.preview).toBe(392);
  columns.drag('preview', 1279);
  expect(columns.preview).toBe(360);
  columns.drag('preview', 0);
  expect(columns.desk - columns.preview).toBe(360);
});

test('borders are remembered, and forgotten again', () => {
  at(1280).drag('posts', 192 + 340);
  expect(at(1280).posts).toBe(340);
  const columns = at(1280);
  columns.forget('posts');
  expect(columns.posts).toBe(280);
  columns.fold(true);
  expect(at(1280).library).toBe(44);
});

test('what was chosen comes back when there is room again', () => {
  const columns = at(1280);
  columns.width = 900;
  expect(columns.view).toBe('text');
  columns.width = 1280;
  expect(columns.view).toBe('both');
  columns.nextView();
  expect(columns.view).toBe('preview');
});

test('where a link leads', () => {
  expect(linkTarget('https://a.example/x')).toEqual({ kind: 'web', url: 'https://a.example/x' });
  expect(linkTarget('mailto:a@b.example').kind).toBe('web');
  expect(linkTarget('galley-image://localhost/posts/#why-a%20miss')).toEqual({
    kind: 'place',
    id: 'why-a miss',
  });
  expect(linkTarget('galley-image://localhost/posts/other.md#x')).toEqual({
    kind: 'post',
    path: 'posts/other.md',
  });
  expect(linkTarget('galley-image://localhost/tags/go/').kind).toBe('nowhere');
  expect(linkTarget('file:///etc/passwd').kind).toBe('nowhere');
  expect(linkTarget('javascript:alert(1)').kind).toBe('nowhere');
  expect(linkName('https://engineering.example/x')).toBe('engineering.example');
  expect(linkName('mailto:a@b.example?subject=x')).toBe('a@b.example');
});

test('names of folders', () => {
  expect(folderName('Night Shift')).toBe('night-shift');
  expect(folderName('Über uns!')).toBe('uber-uns');
  expect(folderName('夜')).toBe('夜');
  expect(folderName('  ')).toBe('blog');
  expect(nameOfUrl('git@git.ferrow.example:teams/engineering-blog.git')).toBe('engineering-blog');
  expect(nameOfUrl('https://a.example/me/blog/')).toBe('blog');
  expect(nameOfUrl('')).toBe('blog');
  expect(join('~/Blogs/', 'x')).toBe('~/Blogs/x');
  expect(join('C:\\Blogs', 'x')).toBe('C:\\Blogs\\x');
});

test('a panel stands below, above when there is no room, and never over the edge', () => {
  const view = { width: 1000, height: 600 };
  const anchor = { left: 950, top: 20, right: 990, bottom: 40 };
  expect(placeBeside(anchor, { width: 200, height: 100 }, view)).toEqual({ left: 792, top: 44 });
  expect(placeBeside(anchor, { width: 200, height: 100 }, view, true)).toEqual({ left: 790, top: 44 });
  const low = { left: 10, top: 560, right: 50, bottom: 580 };
  expect(placeBeside(low, { width: 200, height: 100 }, view)).toEqual({ left: 10, top: 456 });
});
