/** The themes that a new blog can have, in the order in which they are offered. */
export const themes = [
  { name: 'newsroom', says: 'A team, with a featured post' },
  { name: 'terminal', says: 'One engineer, tags first' },
  { name: 'feed', says: 'Many sources, one stream' },
  { name: 'digest', says: 'Essays, described in full' },
  { name: 'journal', says: 'One section, by date' },
] as const;
