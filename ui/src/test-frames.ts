/** jsdom has no `srcdoc`: its frames stay empty pages. Here they hold that text, at the address that it has in a browser. */
const stands = Symbol.for('galley frames');

function standIn() {
  const written = new WeakSet<Document>();
  const url = Object.getOwnPropertyDescriptor(Document.prototype, 'URL');
  Object.defineProperty(Document.prototype, 'URL', {
    ...url,
    get(this: Document) {
      return written.has(this) ? 'about:srcdoc' : url?.get?.call(this);
    },
  });

  // The empty page's load is the moment to write the text; whoever waits for the frame hears of the text alone.
  document.addEventListener(
    'load',
    (event) => {
      const frame = event.target;
      const page = frame instanceof HTMLIFrameElement ? frame.contentDocument : null;
      const text = page && (frame as HTMLIFrameElement).getAttribute('srcdoc');
      if (!page || typeof text !== 'string' || written.has(page)) return;
      event.stopImmediatePropagation();
      written.add(page);
      page.documentElement.replaceWith(
        page.importNode(new DOMParser().parseFromString(text, 'text/html').documentElement, true),
      );
      (frame as HTMLIFrameElement).dispatchEvent(new Event('load'));
    },
    true,
  );

  const reflected = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'srcdoc');
  Object.defineProperty(HTMLIFrameElement.prototype, 'srcdoc', {
    ...reflected,
    set(this: HTMLIFrameElement, text: string) {
      this.setAttribute('srcdoc', text);
    },
  });
  HTMLIFrameElement.prototype.setAttribute = function (name: string, value: string) {
    Element.prototype.setAttribute.call(this, name, value);
    // Another text is another page.
    if (name === 'srcdoc' && this.isConnected) this.src = 'about:blank';
  };
}

// Files of tests that share a window share this too.
if (!(stands in globalThis)) {
  Object.defineProperty(globalThis, stands, { value: true });
  standIn();
}

export {};
