import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';

import App from '../shell/App.svelte';
import { ownPage } from './own-page';
import { lookAt, type Sight } from './shown-as.svelte';
import { skeleton } from './skeleton';

const WORDS: Record<string, string> = { post: 'nineteen', front: 'Our retries were the outage' };

async function frameOf(sight: Sight) {
  lookAt(sight);
  const backend = memory({ posts: ferrow(10), truePreview: { state: 'none' } });
  render(App, { backend, app: await backend.app() });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  await user.click(await screen.findByText('Our retries were the outage'));
  await screen.findByTestId('manuscript');
  const frame = await waitFor(() => {
    const found = document.querySelector<HTMLIFrameElement>('iframe');
    expect(found?.contentDocument?.body?.textContent).toContain(WORDS[sight]);
    return found as HTMLIFrameElement;
  });
  return { backend, frame };
}

test.each(['post', 'front'] as const)(
  'a frame that was led away is given nothing to show, and comes back (%s)',
  async (sight) => {
    const { backend, frame } = await frameOf(sight);
    const other = new Promise<Document>((go) =>
      frame.addEventListener('load', () => go(frame.contentDocument as Document), {
        once: true,
        capture: true,
      }),
    );
    frame.removeAttribute('srcdoc');
    frame.src = 'about:blank';
    const elsewhere = await other;
    expect(elsewhere.URL).toBe('about:blank');
    // A page that comes meanwhile is not for it either.
    backend.outside('posts/our-retries-were-the-outage.md', 'The other nineteen.\n');
    await waitFor(() => expect(ownPage(frame)?.body.textContent).toContain(WORDS[sight]));
    expect(elsewhere.documentElement.outerHTML).toBe('<html><head></head><body></body></html>');
  },
);

test('only the page that the frame was given is its own', async () => {
  const frame = document.createElement('iframe');
  const shows = async (text: string) => {
    const come = new Promise((go) => frame.addEventListener('load', go, { once: true }));
    frame.srcdoc = text;
    if (!frame.isConnected) document.body.append(frame);
    await come;
    return ownPage(frame);
  };
  expect(ownPage(undefined)).toBeNull();
  const given = { base: '', style: '', fonts: '', dark: false, origin: '' };
  expect(await shows(skeleton(given))).toBe(frame.contentDocument);
  // Whatever a post's own parts are called.
  frame.contentDocument?.body.append(
    Object.assign(frame.contentDocument.createElement('img'), { name: 'URL' }),
  );
  expect(ownPage(frame)).toBe(frame.contentDocument);
  expect(await shows('<p>At that address, without the policy.</p>')).toBeNull();
  frame.remove();
  expect(ownPage(frame)).toBeNull();
});
