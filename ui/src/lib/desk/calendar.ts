/** A month as weeks, and where the keys lead in it. Pure: days are `2026-06-04`, without a time zone. */
import { later, weekdayOf } from '$words/dates';

/** A month touches six weeks at most; that many are always drawn, so that nothing below them moves. */
const WEEKS = 6;

/** As engines have it: a method in new ones, a property in those before. 7 is Sunday. */
interface WeekInfo {
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
}

/** The day on which a week begins where this language is spoken: 0 for Sunday; Monday where nobody tells. */
export function firstDayOf(language: string): number {
  try {
    const locale = new Intl.Locale(language) as Intl.Locale & WeekInfo;
    const first = (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay;
    return first === undefined ? 1 : first % 7;
  } catch {
    return 1;
  }
}

/** How many days after the beginning of its week a day is. */
const inWeek = (day: string, first: number) => (weekdayOf(day) - first + 7) % 7;

/** The weeks that the month of this day touches, with the days of the months beside it. */
export function weeksOf(day: string, first: number): string[][] {
  const start = `${day.slice(0, 7)}-01`;
  const from = -inWeek(start, first);
  return Array.from({ length: WEEKS }, (_, week) =>
    Array.from({ length: 7 }, (_, at) => later(start, { days: from + week * 7 + at })),
  );
}

/** Where a key leads from a day; null when it leads nowhere. The first and the last year that a date can have are ends. */
export function leads(day: string, key: string, shift: boolean, first: number): string | null {
  const at = inWeek(day, first);
  const by: Record<string, Parameters<typeof later>[1]> = {
    ArrowLeft: { days: -1 },
    ArrowRight: { days: 1 },
    ArrowUp: { days: -7 },
    ArrowDown: { days: 7 },
    Home: { days: -at },
    End: { days: 6 - at },
    PageUp: { months: shift ? -12 : -1 },
    PageDown: { months: shift ? 12 : 1 },
  };
  const step = by[key];
  if (!step) return null;
  const to = later(day, step);
  return /^(?!00)\d{4}-/.test(to) ? to : day;
}
