/** The keys to problems: the next and the previous one, and the fix. The view of all has them, else the desk; they count before the text's own. */
export type Press = 'next' | 'previous' | 'fix';

export function pressOf(event: KeyboardEvent): Press | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.key === 'F8' && !event.altKey) return event.shiftKey ? 'previous' : 'next';
  return event.key === 'Enter' && event.altKey && !event.shiftKey ? 'fix' : null;
}

/** `⌥↵` on macOS, `Alt+Enter` elsewhere. */
export const drawnFix = (platform: string) => (platform === 'macos' ? '⌥↵' : 'Alt+Enter');
