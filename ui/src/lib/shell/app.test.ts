import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { type Memory, memory, type MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';

import App from './App.svelte';

async function start(
  options: MemoryOptions = {},
): Promise<{ backend: Memory; user: ReturnType<typeof userEvent.setup> }> {
  const backend = memory({ posts: ferrow(40), ...options });
  render(App, { backend, app: await backend.app() });
  return { backend, user: userEvent.setup() };
}

async function opened(options: MemoryOptions = {}) {
  const found = await start(options);
  await found.user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  await screen.findByTestId('library-column');
  return found;
}

async function withPost(title = 'Our retries were the outage', options: MemoryOptions = {}) {
  const found = await opened(options);
  await found.user.click(await screen.findByText(title));
  await screen.findByTestId('manuscript');
  return found;
}

const fileOf = (backend: Memory, slug: string) => backend.files.find(({ path }) => path.includes(slug));

/** What axe finds, without what jsdom cannot know (colours and layout). */
async function faults() {
  const { violations } = await axe.run(document.body, {
    rules: {
      'color-contrast': { enabled: false },
      'frame-tested': { enabled: false },
      region: { enabled: false },
    },
    iframes: false,
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('welcome: start, open, clone, recent, and nothing that axe minds', async () => {
  await start();
  expect(screen.getByTestId('welcome-screen')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Start writing' })).toBeTruthy();
  expect(screen.getByRole('button', { name: /Isobar/ })).toHaveProperty('disabled', true);
  expect(await faults()).toEqual([]);
});

test('welcome: a blog without a name is not started, and the field says why', async () => {
  const calls: unknown[] = [];
  const { user } = await start({
    before: (command, blog) => void (command === 'startBlog' && calls.push(blog)),
  });
  await user.click(screen.getByRole('button', { name: 'Start writing' }));
  expect(screen.getByText('A blog needs a name.')).toBeTruthy();
  expect(calls).toEqual([]);
  await user.type(screen.getByLabelText('Name'), 'Night Shift');
  expect(screen.getByLabelText('Folder')).toHaveProperty('value', '~/Blogs/night-shift');
  await user.click(screen.getByRole('button', { name: 'Start writing' }));
  await screen.findByTestId('library-column');
  expect(calls).toEqual([
    { name: 'Night Shift', folder: '~/Blogs/night-shift', theme: 'newsroom', bareRemote: true },
  ]);
});

test('welcome: without dialogs there is a field for the path, and the reason', async () => {
  const { user } = await start({ app: { noDialogs: 'No folder dialog can be shown here.' } });
  expect(screen.getByText('No folder dialog can be shown here.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Open folder/ })).toBeNull();
  await user.type(screen.getByLabelText('Folder to open'), '~/Work/blog{Enter}');
  await screen.findByTestId('library-column');
});

test('welcome: a folder without a repository is made one only when asked', async () => {
  const asked: unknown[] = [];
  const { user } = await start({
    before: (command, path, initialise) => {
      if (command !== 'openLibrary') return;
      asked.push([path, initialise]);
      if (!initialise) throw { code: 'repository.none', message: 'Not a Git repository.' };
    },
  });
  await user.click(screen.getByRole('button', { name: /Open folder/ }));
  const dialog = await screen.findByTestId('folder-question');
  await user.click(within(dialog).getByRole('button', { name: 'Make it a Git repository' }));
  await screen.findByTestId('library-column');
  expect(asked).toEqual([
    ['/home/ines/Work/engineering-blog', false],
    ['/home/ines/Work/engineering-blog', true],
  ]);
});

test('welcome: a folder of another user is opened when it is trusted', async () => {
  const asked: unknown[] = [];
  const { user } = await start({
    before: (command, path) => {
      if (command === 'allowFolder') asked.push(path);
      if (command === 'openLibrary' && asked.length === 0)
        throw { code: 'repository.not-owned', message: 'It belongs to another user.' };
    },
  });
  await user.click(screen.getByRole('button', { name: /Open folder/ }));
  const dialog = await screen.findByTestId('folder-question');
  expect(dialog.textContent).toContain('safe.directory');
  await user.click(within(dialog).getByRole('button', { name: 'Trust this folder' }));
  await screen.findByTestId('library-column');
  expect(asked).toEqual(['/home/ines/Work/engineering-blog']);
});

test('welcome: what clone cannot do yet is said with its hint', async () => {
  const { user } = await start({
    before: (command) => {
      if (command === 'cloneLibrary')
        throw { code: 'remote.timed-out', message: 'It said nothing.', hint: 'Try again.' };
    },
  });
  await user.type(screen.getByLabelText('Address of the blog to copy'), 'https://a.example/me/blog.git');
  expect(screen.getByLabelText('Copy it to')).toHaveProperty('value', '~/Blogs/blog');
  await user.click(screen.getByRole('button', { name: 'Clone' }));
  expect(await screen.findByText('It said nothing.')).toBeTruthy();
  expect(screen.getByText('Try again.')).toBeTruthy();
});

test('main: columns, list and desk have names, and axe minds nothing', async () => {
  await withPost();
  expect(screen.getByRole('listbox', { name: 'Posts' })).toBeTruthy();
  expect(screen.getByRole('main', { name: 'Desk' })).toBeTruthy();
  expect(screen.getByLabelText('Title')).toHaveProperty('value', 'Our retries were the outage');
  expect(screen.getByTestId('status-saved').textContent).toContain('Saved 10:42');
  expect(await faults()).toEqual([]);
});

test('main: groups and tags filter the list', async () => {
  const { user } = await opened();
  await screen.findByText('40 posts');
  await user.click(screen.getByRole('button', { name: /^Drafts/ }));
  await screen.findByText('2 posts');
  await user.click(within(screen.getByTestId('library-column')).getByRole('button', { name: /firmware/ }));
  await waitFor(() => expect(screen.queryByText('2 posts')).toBeNull());
  await user.click(screen.getByRole('button', { name: 'Not only firmware' }));
  await screen.findByText('40 posts');
});

test('main: a search that finds nothing says so and leads back', async () => {
  const { user } = await opened();
  await user.type(screen.getByLabelText('Search posts'), 'retires');
  expect(await screen.findByText('Nothing found for “retires”.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Show all posts' }));
  await screen.findByText('40 posts');
});

test('main: the list goes by keys, and ↵ opens', async () => {
  const { user } = await opened();
  const list = await screen.findByRole('listbox', { name: 'Posts' });
  await screen.findByText('Firmware over a bad mobile link');
  list.focus();
  await user.keyboard('{ArrowDown}j{Enter}');
  await waitFor(() =>
    expect(screen.getByLabelText('Title')).toHaveProperty('value', 'A cache that remembers absence'),
  );
});

test('desk: title, tags and status reach the file', async () => {
  const { backend, user } = await withPost();
  const title = screen.getByLabelText('Title');
  await user.clear(title);
  await user.type(title, 'Our retries{Enter}');
  await waitFor(() => expect(fileOf(backend, 'our-retries')?.head).toContain('title: Our retries\n'));
  await user.click(screen.getByRole('button', { name: 'Add tag' }));
  await user.type(screen.getByRole('combobox', { name: 'Add tag' }), 'GO{Enter}');
  await waitFor(() => expect(fileOf(backend, 'our-retries')?.head).toContain('incident-review, go]'));
  await user.click(screen.getByRole('button', { name: 'Remove the tag queues' }));
  await waitFor(() => expect(fileOf(backend, 'our-retries')?.head).not.toContain('queues'));
  await user.click(screen.getByRole('button', { name: 'Status: Draft' }));
  await user.click(screen.getByRole('menuitemradio', { name: /Published/ }));
  await waitFor(() => expect(fileOf(backend, 'our-retries')?.head).not.toContain('draft'));
});

test('desk: the tag field is a combobox that goes by keys and closes with Esc', async () => {
  const { backend, user } = await withPost();
  await user.click(screen.getByRole('button', { name: 'Add tag' }));
  const input = screen.getByRole('combobox', { name: 'Add tag' });
  await user.type(input, 'po');
  const options = within(screen.getByRole('listbox', { name: 'Add tag' })).getAllByRole('option');
  // Enter takes what was typed, until another name is chosen with the arrows: the list says which.
  const told = () => options.map((option) => option.textContent?.replace(/\s+/g, ' ').trim());
  expect(told()).toEqual(['postgres', 'New tag “po” Enter']);
  await user.keyboard('{ArrowDown}');
  expect(told()).toEqual(['postgres Enter', 'New tag “po”']);
  await user.keyboard('{ArrowUp}');
  expect(told()).toEqual(['postgres', 'New tag “po” Enter']);
  await user.keyboard('{ArrowDown}{Enter}');
  await waitFor(() => expect(fileOf(backend, 'our-retries')?.head).toContain('postgres]'));
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('combobox', { name: 'Add tag' })).toBeNull();
});

test('publish: the sheet, its steps and its end, by keys', async () => {
  const { backend, user } = await withPost('A cache that remembers absence');
  await user.keyboard('{Shift>}{Meta>}p{/Meta}{/Shift}');
  const sheet = await screen.findByTestId('publish-sheet');
  await within(sheet).findByText('Publish 1 post');
  expect(within(sheet).getByText('git.ferrow.example')).toBeTruthy();
  expect(await faults()).toEqual([]);
  const button = await within(sheet).findByRole('button', { name: /^Publish/ });
  await new Promise((go) => setTimeout(go, 450));
  await user.click(button);
  await screen.findByText('Published at 10:44');
  const post = fileOf(backend, 'absence');
  expect(post?.published).toBe(`${post?.head}${post?.body}`);
  expect(fileOf(backend, 'our-retries')?.published).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Done' }));
  expect(screen.queryByTestId('publish-sheet')).toBeNull();
});

test('recovery: words that came back are put into the post when asked', async () => {
  const recoveries = [
    {
      id: 'r1',
      path: 'posts/a-cache-that-remembers-absence.md',
      title: 'A cache that remembers absence',
      at: '10:41',
      words: 5,
      blocks: [
        {
          kind: 'added' as const,
          runs: [{ kind: 'added' as const, text: 'Four is not a clever number.' }],
          folded: 0,
        },
      ],
      fileChanged: false,
    },
  ];
  const { backend, user } = await opened({ recoveries });
  const sheet = await screen.findByTestId('recovery-sheet');
  expect(within(sheet).getByText(/These 5 words were typed/)).toBeTruthy();
  await user.click(within(sheet).getByRole('button', { name: 'Put them back' }));
  await waitFor(() => expect(fileOf(backend, 'absence')?.body).toContain('Four is not a clever number.'));
  await waitFor(() => expect(screen.getByTestId('manuscript').textContent).toContain('Four is not a clever'));
});

test('links: the web asks first, and opens only then', async () => {
  const out: unknown[] = [];
  const { backend, user } = await withPost(undefined, {
    before: (command, url) => void (command === 'openExternal' && out.push(url)),
  });
  backend.emit({ event: 'linkClicked', url: 'https://engineering.example/x' });
  const dialog = await screen.findByTestId('link-dialog');
  expect(within(dialog).getByText('Open engineering.example in the browser?')).toBeTruthy();
  expect(out).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Open in browser' }));
  await waitFor(() => expect(out).toEqual(['https://engineering.example/x']));
});

test('an empty library says how to begin', async () => {
  const { user } = await opened({ posts: [] });
  expect(await screen.findByText('No posts yet')).toBeTruthy();
  await user.click(within(screen.getByTestId('desk')).getByRole('button', { name: /New post/ }));
  await waitFor(() => expect(screen.getByLabelText('Title')).toHaveProperty('value', 'Untitled'));
});
