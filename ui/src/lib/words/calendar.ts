/** What the calendar of a date says, and what a day means for readers. */

/** What becomes of posts with a date in the future: left out until then, shown at once, or nobody here knows. */
export type Future = 'hidden' | 'shown' | 'unsure';

export const calendar = {
  open: (label: string) => `${label}: choose from a calendar`,
  previous: 'Previous month',
  next: 'Next month',
  today: (day: string) => `${day}, today`,
  time: 'Time',
  timePlaceholder: '09:30',
  timeFault: 'Write it as 09:30.',
  /** What a new day leaves as it is. */
  stays: (time: string | undefined, offset: string | undefined, timed: boolean) => {
    if (time === undefined) return '';
    if (timed) return offset === undefined ? '' : `The offset ${offset} stays.`;
    return `The time ${[time, offset].filter(Boolean).join(' ')} stays.`;
  },
  /** The rule of what builds the site, and what it makes of this day. */
  rule: (generator: string, future: Future, ahead: boolean) => {
    if (future === 'unsure')
      return 'Whether readers see a post with a date in the future is up to the program that builds the site.';
    if (future === 'shown')
      return ahead
        ? `${generator} shows posts with a date in the future too: readers see this one as soon as it is published.`
        : `${generator} shows posts with a date in the future too.`;
    return ahead
      ? `${generator} leaves posts out until their date: once published, readers see this one when the site is built on that day or later.`
      : `${generator} leaves posts with a date in the future out until that day.`;
  },
};
