/** How the list of each library was ordered and limited, remembered as the columns are: by the window, for itself. */
import type { By, Sort } from '$backend/types';

export interface Remembered {
  sort?: Sort;
  by?: By;
  collection?: string;
  language?: string;
}

const KEY = 'galley.lists';

function all(): Record<string, Remembered> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, Remembered>;
  } catch {
    return {};
  }
}

export function recallList(root: string): Remembered {
  return all()[root] ?? {};
}

export function rememberList(root: string, list: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...all(), [root]: list }));
  } catch {
    // Nothing is lost but the order of a list.
  }
}
