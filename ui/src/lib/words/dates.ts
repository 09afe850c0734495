/** Days for people. A day is `2026-06-04`; it has no time zone, so it is never shifted. */
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
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

/** `Thu 4 Jun 2026`, or what was given when it is no day. */
export function longDay(day: string): string {
  const p = parts(day);
  if (!p) return day;
  const weekday = WEEKDAYS[new Date(Date.UTC(p.year, p.month - 1, p.day)).getUTCDay()];
  return `${weekday} ${p.day} ${monthName(p.month).slice(0, 3)} ${p.year}`;
}

/** `Jun 4`: the year stands in the list's month heading. */
export function shortDay(day: string): string {
  const p = parts(day);
  return p ? `${monthName(p.month).slice(0, 3)} ${p.day}` : day;
}

/** `June 2026` for `2026-06`. */
export function monthHeading(month: string): string {
  const p = parts(month);
  return p ? `${monthName(p.month)} ${p.year}` : month;
}

/** This computer's day. */
export function today(now = new Date()): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
