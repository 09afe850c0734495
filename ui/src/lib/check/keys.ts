/** The keys of the view: next and previous problem, and the fix. They count in the text too, and before its own. */
export type Press = 'next' | 'previous' | 'fix';

export function pressOf(event: KeyboardEvent): Press | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.key === 'F8' && !event.altKey) return event.shiftKey ? 'previous' : 'next';
  return event.key === 'Enter' && event.altKey && !event.shiftKey ? 'fix' : null;
}

/** `⌥↵` on macOS, `Alt+Enter` elsewhere. */
export const drawnFix = (platform: string) => (platform === 'macos' ? '⌥↵' : 'Alt+Enter');
