/** F6: the keyboard goes from column to column, to what is used most in each. */
const FIRST: Record<string, string> = {
  library: '[aria-current="true"], button',
  posts: '[role="listbox"]',
  connection: '[data-first]',
  tags: '[data-first]',
  settings: '[data-first]',
  problems: '[data-row][tabindex="0"], button',
  fix: '.buttons button, [tabindex="0"]',
  preview: '[tabindex="0"], button',
  desk: '.cm-content, textarea, .nothing button, button',
};

export function nextColumn(step: 1 | -1): void {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-column]')].filter(
    (column) => !column.closest('[inert]'),
  );
  if (columns.length === 0) return;
  // The preview stands in the desk: the inner one is meant.
  const at = columns.findLastIndex((column) => column.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : columns.length - 1) : (at + step + columns.length) % columns.length;
  const column = columns[next];
  for (const selector of (FIRST[column?.dataset['column'] ?? ''] ?? 'button').split(', ')) {
    const target = column?.querySelector<HTMLElement>(selector);
    if (!target) continue;
    // After a click WebKit would show no ring, although it was a key that brought the focus here. The text would be shown from
    // its top.
    const preventScroll = target.classList.contains('cm-content');
    target.focus({ focusVisible: true, preventScroll } as FocusOptions);
    return;
  }
}
