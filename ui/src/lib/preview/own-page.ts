/**
 * The empty page that a preview's frame was given, and no other one. Only it has the frame's own policy: whatever else a
 * frame could come to hold has the window's, under which pictures of other servers are fetched.
 */
const urlOf = (page: Document): unknown =>
  Object.getOwnPropertyDescriptor(Document.prototype, 'URL')?.get?.call(page);

/** The frame's document while it is the page that it was given; null while there is another or none. */
export function ownPage(frame: HTMLIFrameElement | undefined): Document | null {
  const page = frame?.contentDocument;
  if (!page || urlOf(page) !== 'about:srcdoc') return null;
  const head = page.documentElement?.firstElementChild;
  // A frame can be at that address without the text that belongs there.
  const policy = head?.querySelector('meta[http-equiv="Content-Security-Policy"]');
  return policy && page.body ? page : null;
}
