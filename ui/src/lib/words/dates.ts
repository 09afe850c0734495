/** Days for people. A day is `2026-06-04`; it has no time zone, so it is never shifted. */
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

interface Parts {
  year: number;
  month: number;
  day: number;
}

function parts(day: string): Parts | null {
  const found = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(day);
  if (!found) return null;
  const [, year, month, date] = found;
  const index = Number(month);
  if (index < 1 || index > 12) return null;
  return { year: Number(year), month: index, day: Number(date ?? 1) };
}

const monthName = (month: number) => MONTHS[month - 1] ?? '';

const weekdayName = (weekday: number) => WEEKDAYS[weekday] ?? '';

/** The day of the week: 0 for Sunday, 6 for Saturday. */
export function weekdayOf(day: string): number {
  const p = parts(day);
  return p ? new Date(Date.UTC(p.year, p.month - 1, p.day)).getUTCDay() : 0;
}

/** `Thu 4 Jun 2026`, or what was given when it is no day. */
export function longDay(day: string): string {
  const p = parts(day);
  if (!p) return day;
  const weekday = weekdayName(weekdayOf(day)).slice(0, 3);
  return `${weekday} ${p.day} ${monthName(p.month).slice(0, 3)} ${p.year}`;
}

/** `Thursday 4 June 2026`: as it is read aloud. */
export function fullDay(day: string): string {
  const p = parts(day);
  return p ? `${weekdayName(weekdayOf(day))} ${p.day} ${monthName(p.month)} ${p.year}` : day;
}

/** The days of the week from `first` on (0 for Sunday), as a calendar heads its columns with them. */
export function weekdays(first: number): { name: string; short: string }[] {
  return WEEKDAYS.map((_, at) => {
    const name = weekdayName((first + at) % 7);
    return { name, short: name.slice(0, 2) };
  });
}

/** `Jun 4`: the year stands in the list's month heading. */
export function shortDay(day: string): string {
  const p = parts(day);
  return p ? `${monthName(p.month).slice(0, 3)} ${p.day}` : day;
}

/** `Jun 4`, and `Jun 4, 2025` when that is another year than today's: where no heading tells it. */
export function yearDay(day: string, today: string): string {
  const p = parts(day);
  if (!p || p.year === parts(today)?.year) return shortDay(day);
  return `${shortDay(day)}, ${p.year}`;
}

/** `June 2026` for `2026-06`. */
export function monthHeading(month: string): string {
  const p = parts(month);
  return p ? `${monthName(p.month)} ${p.year}` : month;
}

/** `4 Jun 2026`: where no heading tells the year. */
export function plainDay(day: string): string {
  const p = parts(day);
  return p ? `${p.day} ${monthName(p.month).slice(0, 3)} ${p.year}` : day;
}

/** A day as it is typed, `2026-06-04`; null when there is none such, the 31 June for example. */
export function typedDay(text: string): string | null {
  const found = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  // Years before 100 would be taken for those of the last century.
  if (year < 100 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/** A time as it is typed, `09:30` by a clock of 24 hours; null when there is none such. */
export function typedTime(text: string): string | null {
  const found = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(text);
  const [hours, minutes] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${found[2]}`;
}

/** So many days or months later; the end of a shorter month when it has no such day. */
export function later(day: string, by: { days?: number; months?: number }): string {
  const p = parts(day);
  if (!p) return day;
  const months = p.month - 1 + (by.months ?? 0);
  const last = new Date(Date.UTC(p.year, months + 1, 0)).getUTCDate();
  const date = new Date(Date.UTC(p.year, months, Math.min(p.day, last) + (by.days ?? 0)));
  return date.toISOString().slice(0, 10);
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Two values of a field, for people: dates as `2 Jun 2026`, with the time when the day alone would not tell them apart,
 * and as they are written when that would not either. What is no date stays as it is.
 */
export function momentPair(before: string | undefined, after: string | undefined): (string | undefined)[] {
  const both = [before, after];
  const read = both.map((value) => (value === undefined ? undefined : MOMENT.exec(value)));
  if (read.some((found) => found === null) || read.some((found) => found && !parts(found[1] ?? '')))
    return both;
  const told = (time: boolean) =>
    read.map((found) =>
      found
        ? [plainDay(found[1] ?? ''), time && found[2] ? found[2] : ''].filter(Boolean).join(', ')
        : undefined,
    );
  for (const shown of [told(false), told(true)]) if (shown[0] !== shown[1]) return shown;
  return both;
}
