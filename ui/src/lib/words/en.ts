/**
 * Every sentence and label that the window says by itself, in one place, so that it can be translated. Sentences that
 * come from the library (errors, problems, notes) arrive ready.
 */
import { plainDay } from './dates';

const plural = (count: number, one: string, many: string) => `${figures(count)} ${count === 1 ? one : many}`;

/** A count for people: `1,148`. */
export function figures(count: number): string {
  return count.toLocaleString('en-US');
}

export const words = {
  app: 'Galley',
  loading: 'Loading…',
  cancel: 'Cancel',
  close: 'Close',
  done: 'Done',
  open: 'Open',
  details: 'Details',
  tryAgain: 'Try again',
  choose: 'Choose…',
  dismiss: 'Dismiss',
  post: (count: number) => plural(count, 'post', 'posts'),
  wordCount: (count: number) => plural(count, 'word', 'words'),
  minutes: (count: number) => `${figures(count)} min`,
  problemCount: (count: number) => plural(count, 'problem', 'problems'),
  hintCount: (count: number) => plural(count, 'hint', 'hints'),
  /** Hints are no problems: they are counted apart, and named when there is nothing worse. */
  faults: (problems: readonly { level: string }[]) => {
    const hints = problems.filter(({ level }) => level === 'hint').length;
    return hints === problems.length ? words.hintCount(hints) : words.problemCount(problems.length - hints);
  },

  mark: {
    draft: 'Draft',
    scheduled: 'Scheduled',
    published: 'Published',
    unpublished: 'Unpublished changes',
    twoVersions: 'Two versions',
    hint: 'Hint',
    warning: 'Warning',
    error: 'Error',
  },

  welcome: {
    tagline: 'Write in Markdown. Read the proof. Publish with Git.',
    start: 'Start a new blog',
    startSays: 'Twelve short posts come with it. They show what Galley can do, and they are yours to delete.',
    theme: 'Theme',
    name: 'Name',
    namePlaceholder: 'Night Shift',
    folder: 'Folder',
    bare: 'Publish to a folder beside it for now (a bare remote), so that nothing leaves this computer',
    startWriting: 'Start writing',
    starting: 'Laying out the blog…',
    startNeeds: 'A blog needs a name.',
    openFolder: 'Open a folder',
    openFolderSays: 'A blog that you already have. Nothing in it is changed.',
    openFolderButton: 'Open folder…',
    openTyped: 'Open',
    typedFolder: 'Folder to open',
    opening: (name: string) => `Opening ${name}…`,
    chooseNew: 'Choose the folder for the new blog',
    chooseOpen: 'Choose the folder of your blog',
    chooseClone: 'Choose where to put the copy',
    clone: 'Clone',
    cloneSays: 'Copy a blog from GitHub, GitLab, Forgejo or your own server to this computer, over SSH.',
    cloneUrl: 'Address of the blog to copy',
    cloneUrlPlaceholder: 'git@… or ssh://…',
    cloneTo: 'Copy it to',
    cloneTitle: 'Copying the blog to this computer',
    cloneFrom: 'From',
    cloneInto: 'To',
    cloneWaits: 'Reaching the server',
    cloneCancelSays: 'Cancel removes the half copy and touches nothing else.',
    recent: 'Recent',
    recentUnpublished: (count: number) => `${figures(count)} unpublished`,
    recentDrafts: (count: number) => plural(count, 'draft', 'drafts'),
    recentSettled: 'up to date',
    recentGone: 'folder not found',
    noRepository: {
      title: 'This folder has no history yet',
      says: (folder: string) =>
        `Galley keeps the versions of a blog with Git, and ${folder} is not a Git repository. Making it one adds a hidden folder (.git) and changes none of your files.`,
      button: 'Make it a Git repository',
    },
    notOwned: {
      title: 'This folder belongs to somebody else',
      says: (folder: string) =>
        `${folder} belongs to another user of this computer, so Git does not go by its settings: they could name programs that run as you. If you trust whoever it belongs to, your own Git settings remember that for this folder alone (safe.directory), in the terminal too.`,
      button: 'Trust this folder',
    },
  },

  library: {
    column: 'Library',
    groups: 'Posts by state',
    all: 'All posts',
    drafts: 'Drafts',
    scheduled: 'Scheduled',
    published: 'Published',
    unpublished: 'Unpublished',
    pages: 'Pages',
    tags: 'Tags',
    allTags: 'All tags',
    looksLike: (name: string, posts: number, message: string) =>
      `Looks like “${name}”, which ${plural(posts, 'post has', 'posts have')}. ${message}`,
    alsoWritten: (names: string[]) => `Also written ${names.map((name) => `“${name}”`).join(' and ')}.`,
    authors: 'Authors',
    menu: (name: string) => `${name}, library menu`,
    openOther: 'Open another library…',
    toWelcome: 'Start or clone a blog…',
    fold: 'Fold the library',
    unfold: 'Unfold the library',
    refresh: 'Look at the folder again',
    folder: 'Folder',
    generator: 'Generator',
  },

  posts: {
    column: 'Posts',
    search: 'Search posts',
    newPost: 'New post',
    newTitle: 'Untitled',
    sort: 'Order',
    newest: 'Newest first',
    oldest: 'Oldest first',
    title: 'By title',
    best: 'Best match first',
    unread: (count: number) => `, ${plural(count, 'text', 'texts')} still to be read`,
    found: (count: number) => plural(count, 'post', 'posts'),
    nothingFound: (search: string) => `Nothing found for “${search}”.`,
    nothingHere: 'No posts here.',
    showAll: 'Show all posts',
    none: 'No posts yet',
    noneSays: 'A post starts as a draft. Nobody sees it until you publish it.',
    noDate: 'No date',
    today: 'Today',
    goesOut: (day: string) => `Goes out ${day}`,
    filteredBy: (name: string) => `Only ${name}`,
    row: (title: string, status: string) => `${title}, ${status}`,
  },

  desk: {
    column: 'Desk',
    view: 'View',
    text: 'Text',
    both: 'Both',
    preview: 'Preview',
    publish: 'Publish…',
    alone: 'Desk alone',
    notAlone: 'Show library and posts',
    back: 'Posts',
    title: 'Title',
    untitled: 'Untitled',
    status: 'Status',
    draft: 'Draft',
    published: 'Published',
    scheduled: 'Scheduled',
    makeDraft: 'Draft',
    makePublished: 'Published',
    draftSays: 'Readers do not see it',
    publishedSays: 'Readers see it after Publish',
    draftByFolder: 'Its folder makes it a draft, not a field. Publish moves it.',
    date: 'Date',
    noDate: 'No date',
    datePlaceholder: '2026-06-04',
    dateSays: 'Year-month-day, as in 2026-06-04',
    dateFault: 'There is no such day. Write it as 2026-06-04.',
    author: 'Author',
    noAuthor: 'No author',
    tags: 'Tags',
    addTag: 'Add tag',
    newTag: (tag: string) => `New tag “${tag}”`,
    takesIt: 'Enter takes it',
    enterKey: 'Enter',
    removeTag: (tag: string) => `Remove the tag ${tag}`,
    moreTags: (count: number) => `+${figures(count)}`,
    allTagsOf: 'All tags of this post',
    moreFields: (count: number) => plural(count, 'more field', 'more fields'),
    fields: 'Fields',
    manuscript: 'Manuscript',
    nothingOpen: 'No post is open',
    nothingOpenSays: 'Choose one from the list, or start a new one.',
    opening: (title: string) => `Opening “${title}”…`,
    readOnly: 'This post can only be read',
    notTaken: 'Not taken',
    column2: 'Text',
  },

  versions: {
    bannerNow: 'The file was changed by another program.',
    bannerSays: 'Yours is here, theirs on disk. Both are kept.',
    seeBoth: 'See both',
  },

  recovery: {
    title: 'Your last words came back',
    says: (at: string, count: number) =>
      count === 1
        ? `Galley stopped at ${at}. This word was typed, but not yet in the file.`
        : `Galley stopped at ${at}. These ${figures(count)} words were typed, but not yet in the file.`,
    fileChanged: 'The file was also changed by another program since. Both are kept.',
    leave: 'Leave the file as it is',
    putBack: 'Put them back',
    of: (at: number, all: number) => `${figures(at)} of ${figures(all)}`,
  },

  preview: {
    column: 'Preview',
    widths: 'Width of the preview',
    phone: 'Phone',
    tablet: 'Tablet',
    desktop: 'Desktop',
    shownAt: (width: number, percent: number) =>
      percent < 100 ? `${width} px at ${percent} %` : `${width} px`,
    widen: 'Widen',
    quick: 'Quick preview',
    quickOf: (generator: string) => `Quick preview; ${generator} builds the site`,
    waiting: 'The first page is being made…',
    failed: 'The preview could not be made. The last good page stays.',
  },

  link: {
    title: (host: string) => `Open ${host} in the browser?`,
    says: 'The preview itself never leaves this page.',
    open: 'Open in browser',
  },

  publish: {
    sheet: 'Publish',
    title: (posts: number) => (posts === 0 ? 'Publish' : `Publish ${plural(posts, 'post', 'posts')}`),
    to: 'to the branch',
    at: 'at',
    readersAt: 'Readers see it at',
    otherBranch: (main: string) => `Readers see the branch ${main} as a rule, not this one.`,
    looking: 'Looking at what changed…',
    willGo: 'What will go',
    files: (count: number) => plural(count, 'file', 'files'),
    stays: 'Stays here',
    otherPosts: (count: number) => plural(count, 'other post', 'other posts'),
    earlier: 'Versions made earlier',
    earlierSays: 'The server does not have them. They go only when ticked, all together.',
    earlierTick: 'Send them too',
    kinds: { new: 'new', changed: 'changed', deleted: 'deleted' },
    becomesPublic: 'becomes public: the draft mark is removed',
    goesTo: (path: string) => `becomes ${path}`,
    asDraft: 'Send as draft',
    asDraftSays: 'A draft stays a draft. Readers do not see it.',
    problems: 'Problems',
    message: 'Message',
    messageSays: 'For your history (the commit message). Readers do not see it.',
    changes: 'What changes',
    comparison: 'How the changes are shown',
    readers: 'As readers see it',
    lines: 'As lines',
    folded: (count: number) => plural(count, 'paragraph as it was', 'paragraphs as they were'),
    picture: 'Picture: ',
    nothingTicked: 'Tick a post to see what changes.',
    nothing: 'Nothing to publish. The server has all that you have.',
    nothingNew: 'No words change, only the file.',
    publish: 'Publish',
    needsTick: 'Nothing is ticked',
    needsMessage: 'The version needs a message',
    steps: {
      check: { waits: 'Check', runs: 'Checking', done: 'Checked', failed: 'Check' },
      commit: {
        waits: 'Save a version (commit)',
        runs: 'Saving a version',
        done: 'Version saved',
        failed: 'Save a version (commit)',
      },
      send: { waits: 'Send (push)', runs: 'Sending', done: 'Sent', failed: 'Send (push)' },
      confirm: { waits: 'Confirm', runs: 'Asking the server', done: 'Confirmed', failed: 'Confirm' },
    },
    /** Said beside a step that is done. */
    checked: (problems: readonly { level: string }[]) => {
      const hints = problems.filter(({ level }) => level === 'hint').length;
      const worse = problems.length - hints;
      const rest = hints > 0 ? words.hintCount(hints) : '';
      if (worse === 0) return [rest, 'no problems'].filter(Boolean).join(', ');
      return [words.problemCount(worse), rest].filter(Boolean).join(', ');
    },
    version: (id: string, files: number, size?: number) =>
      [`commit ${id}`, plural(files, 'file', 'files'), size !== undefined && words.publish.bytes(size)]
        .filter(Boolean)
        .join(', '),
    sent: 'push',
    serverHasIt: 'the server has this version',
    notConfirmed: 'Not confirmed',
    notAskedAgain: 'the server took it, and could not be asked again',
    sentTo: (server: string) => `Sent to ${server}`,
    stepsLabel: 'Steps',
    stepStates: {
      waits: 'waiting',
      runs: 'running',
      done: 'done',
      warning: 'warning',
      failed: 'failed',
      skipped: 'skipped',
    },
    seconds: (seconds: number) => `${seconds.toFixed(1)} s`,
    running: 'Publishing',
    runningSays: 'You can go on writing. Closing this does not stop it.',
    stopping: 'Stopping…',
    publishedAt: (at: string) => `Published at ${at}`,
    are: (subject: string, many: boolean) => `${subject} ${many ? 'are' : 'is'} on the branch`,
    nothingElse: 'Nothing else went with them.',
    nothingElseOne: 'Nothing else went with it.',
    withEarlier: (count: number) => `${plural(count, 'earlier version', 'earlier versions')} went along.`,
    sentToo: (versions: string[]) =>
      `What had waited for the server went too: ${versions.map((version) => `“${version}”`).join(', ')}.`,
    andPicture: (subject: string, pictures: number, posts: number) =>
      posts === 0 && pictures > 0
        ? pictures === 1
          ? 'The picture'
          : 'The pictures'
        : pictures === 0
          ? subject
          : `${subject} and ${posts > 1 ? 'their' : 'its'} ${pictures === 1 ? 'picture' : 'pictures'}`,
    subject: (titles: string[]) =>
      titles.length === 0
        ? 'The files'
        : titles.length <= 2
          ? titles.map((title) => `“${title}”`).join(' and ')
          : `${figures(titles.length)} posts`,
    copyLink: 'Copy link',
    copied: 'Copied',
    notCopied: 'Not copied',
    failed: 'Not published',
    keepWriting: 'Keep writing',
    serverSaid: 'What was said',
    bytes: (bytes: number) =>
      bytes < 1000
        ? `${bytes} B`
        : bytes < 1_000_000
          ? `${Math.round(bytes / 1000)} kB`
          : `${(bytes / 1_000_000).toFixed(1)} MB`,
    versionAndDate: (author: string, date: string) => `${author}, ${plainDay(date)}`,
    onlyHere: 'It is kept on this computer only.',
  },

  identity: {
    title: 'Who signs your versions?',
    says: 'Git puts a name and an address on every version. Readers of the blog do not see them; people who read its history do.',
    name: 'Name',
    email: 'Email address',
    save: 'Save and go on',
    needs: 'Both are needed',
  },

  status: {
    line: 'Status line',
    branch: (branch: string) => `${branch} branch`,
    detached: 'No branch (detached HEAD)',
    busy: 'Another Git program is at work',
    noRepository: 'No history yet',
    unpublished: (count: number) => `${figures(count)} unpublished`,
    nothing: 'Nothing to publish',
    upToDate: (server: string) => `Up to date with ${server}`,
    waits: (count: number) => plural(count, 'version waits to be sent', 'versions wait to be sent'),
    noServer: 'No server yet',
    publishing: 'Publishing…',
    published: (at: string) => `Published ${at}`,
    refused: 'Not published',
    noProblems: 'No problems',
    saved: (at: string) => `Saved ${at}`,
    savedPlain: 'Saved',
    unsaved: 'Not saved yet',
    twoVersions: '2 versions',
    notSaved: 'Not saved',
    inMemory: 'Only in memory',
    saveNow: 'Save now',
    repository: 'Where this blog lives',
    branchWord: 'Branch',
    server: 'Server',
    identity: 'Signed by',
    nobody: 'nobody yet',
    here: 'Only here',
    there: 'Only there',
    versions: (count: number) => plural(count, 'version', 'versions'),
    counts: 'Length of this post',
    characters: 'Characters',
    wordsWord: 'Words',
    reading: 'To read',
    ofPost: 'This post',
    ofLibrary: 'Library',
    line2: (line: number) => `line ${figures(line)}`,
  },

  error: {
    title: 'That did not work',
  },
};
