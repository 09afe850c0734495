/** What the preview's pane says of the true preview: the question, the wait, the page and its faults. */
import { figures } from './en';

export const truly = {
  choice: 'Which preview',
  quick: 'Quick',
  true: 'True',
  of: (generator: string) => `${generator}’s own page`,
  title: (generator: string) => `Run ${generator} for the true preview?`,
  says: (generator: string) =>
    `The true preview is the page that ${generator} itself makes. For that, this command runs on this computer, with your rights, and with it whatever programs the blog brings along. Galley has run none of them.`,
  command: 'Command',
  folder: 'Folder',
  network: (generator: string) =>
    `${generator} cannot be told to keep its pages on this computer: while it runs, others in your network can open them.`,
  loads:
    'The page runs the blog’s own scripts and can load what your website loads. It has no way to Galley.',
  kept: 'Asked once for this command. It ends when the blog is closed.',
  run: 'Run it',
  keepQuick: 'Keep the quick preview',
  starting: (generator: string, seconds: number) =>
    `${generator} is starting. ${figures(seconds)} s. You can go on writing.`,
  startingShort: 'Starting',
  stop: 'Stop',
  failed: 'There is no true preview now.',
  again: 'Start again',
  backToQuick: 'Quick preview',
  off: (generator: string) => `${generator} does not run. Your text is saved as usual.`,
  frame: (generator: string) => `The page as ${generator} makes it`,
  notFound: 'This post’s own page was not found, so this is the front page.',
  openInBrowser: 'Open in browser',
  line: (line: number) => `Line ${figures(line)}`,
  said: (generator: string) => `What ${generator} said`,
  page: 'The page',
};
