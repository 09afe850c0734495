/** A date as a file has it, taken apart: its day, its time and its offset. Changing one leaves the manner of the others. */
const MOMENT =
  /^(\s*)(\d{4})([-/.])(\d{1,2})\3(\d{1,2})(?:([T ]\s*)(\d{1,2}:\d{2})(:\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$/i;

export interface Moment {
  /** `2026-06-04` */
  day: string;
  /** `09:00` */
  time?: string;
  /** `+02:00`, as written. */
  offset?: string;
}

const two = (digits: string) => digits.padStart(2, '0');

/** Null for what is no date in figures. */
export function momentOf(written: string): Moment | null {
  const [found, , year, , month = '', day = '', , time, , offset] = MOMENT.exec(written) ?? [];
  if (found === undefined) return null;
  return {
    day: `${year}-${two(month)}-${two(day)}`,
    ...(time && { time: time.padStart(5, '0') }),
    ...(offset && { offset }),
  };
}

/** The same date on another day; the day alone where it was no date. */
export function withDay(written: string, day: string): string {
  const [, blanks = '', year, sign = '-', month = '', date = ''] = MOMENT.exec(written) ?? [];
  if (year === undefined) return day;
  const short = month.length === 1 || date.length === 1;
  const [to = '', ...rest] = day.split('-');
  const parts = rest.map((part) => (short ? String(Number(part)) : part));
  const behind = written.slice(blanks.length + year.length + month.length + date.length + 2);
  return blanks + [to, ...parts].join(sign) + behind;
}

/** The same date at another time, `09:30`; its seconds begin anew. As it was where it has none. */
export function withTime(written: string, time: string): string {
  const old = momentOf(written)?.time;
  if (old === undefined || old === time) return written;
  return written.replace(/\d{1,2}:\d{2}(:\d{2}(?:\.\d+)?)?/, (_, seconds?: string) =>
    seconds ? `${time}:00` : time,
  );
}
