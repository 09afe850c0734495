/**
 * All that the window can ask of a library, and all that it is told. Two implementations: `tauri.ts` (the app) and
 * `memory.ts` (tests, and the app in a plain browser). Every promise rejects with an `ErrorView`.
 */
import type {
  Answer,
  AppView,
  BodyChange,
  Branch,
  CheckReport,
  CheckStep,
  CloneStep,
  ConnectionCheck,
  ConnectionReport,
  DeletedPost,
  EditAck,
  ErrorView,
  FieldEdit,
  FieldUses,
  Fix,
  FrontView,
  HeadForm,
  HeadView,
  HistoryStep,
  Identity,
  LibraryEvent,
  LibraryView,
  Meeting,
  Menu,
  MeetingChoice,
  NewBlog,
  Pasted,
  PictureAdded,
  PictureFault,
  PictureShrunk,
  PostChange,
  PostCheck,
  PostHistory,
  PostOffers,
  PostQuery,
  PostRows,
  PostsChanged,
  PostsOrder,
  PostsPlan,
  PostView,
  PreviewChange,
  PreviewView,
  ProblemPlace,
  PublishOrder,
  PublishPlan,
  PublishResult,
  PublishStep,
  Recovery,
  RenamePlan,
  RepositoryView,
  ReviewResult,
  SaveView,
  SettingChange,
  SettingsView,
  Settled,
  SwitchResult,
  SyncResult,
  TagOrder,
  TagPlan,
  TagRow,
  TagsChanged,
  ThemeSample,
  TruePreview,
  VerbResult,
  WantedView,
} from './types';

export interface Backend {
  app(): Promise<AppView>;
  /** What another start of Galley wants in this window; nothing a second time. */
  wanted(): Promise<WantedView>;
  startBlog(blog: NewBlog): Promise<LibraryView>;
  /** Null when the writer cancelled. Rejects with `dialogs.none` where no dialog can be shown. */
  chooseFolder(title: string): Promise<string | null>;
  /** Rejects with `repository.none` unless `initialise`. */
  openLibrary(path: string, initialise: boolean): Promise<LibraryView>;
  /** Opens this folder although it belongs to another user of this computer, from now on. */
  allowFolder(path: string): Promise<void>;
  cloneLibrary(url: string, folder: string, onStep: (step: CloneStep) => void): Promise<LibraryView>;
  cancelClone(): Promise<void>;
  closeLibrary(): Promise<void>;
  overview(): Promise<LibraryView>;
  posts(query: PostQuery): Promise<PostRows>;
  newPost(title: string): Promise<PostView>;
  /** What can be done with a post. */
  postOffers(path: string): Promise<PostOffers>;
  /** What another name would change; without one, how the post is called now. */
  renamePlan(path: string, name?: string): Promise<RenamePlan>;
  /** `lead`: readers who come by the old address are led to the new one. */
  renamePost(path: string, name: string, lead: boolean): Promise<VerbResult>;
  duplicatePost(path: string): Promise<VerbResult>;
  movePost(path: string, collection: string): Promise<VerbResult>;
  /** To the system's trash; an open post is closed. Rejects with `post.no-trash` where there is none. */
  deletePost(path: string): Promise<VerbResult>;
  /** Takes a verb back, by the id that its result has. */
  undo(id: string): Promise<VerbResult>;
  showInFolder(path: string): Promise<void>;
  openPost(path: string): Promise<PostView>;
  /** Shows a guide (`guide`, `problems`) in the system's browser, at the section of a problem's code where one is named. */
  openHelp(guide: string, section?: string): Promise<void>;
  /** What `remember` kept of a post, or with an empty path of the library; null when it kept nothing. */
  remembered(of: string): Promise<string | null>;
  /** Keeps a text that the window alone understands, for the next time. */
  remember(of: string, text: string): Promise<void>;
  /** Another window, with a library of its own or the welcome screen. */
  newWindow(path?: string): Promise<void>;
  /**
   * The answer to the event that the window closes. `ready`: all that was typed is handed over. Without that it stays, and closes
   * when it is closed once more.
   */
  closeWindow(ready: boolean): Promise<void>;
  /** What stands in the menu bar; a chosen line comes as an event. */
  setMenu(menus: Menu[]): Promise<void>;
  /** A Markdown file from elsewhere: the post that it is, or the one that it becomes. Rejects with `brought.not-text`. */
  bringIn(name: string, bytes: Uint8Array): Promise<VerbResult>;
  closePost(post: string): Promise<void>;
  editBody(post: string, seq: number, changes: BodyChange[]): Promise<EditAck>;
  replaceBody(post: string, seq: number, text: string): Promise<EditAck>;
  editField(post: string, edit: FieldEdit): Promise<HeadView>;
  editHead(post: string, text: string): Promise<HeadView>;
  /**
   * The head as a form. Its lines are compared with the server's; of a post that it lacks, with `opened`, or with the file
   * when that is absent.
   */
  headForm(post: string, opened?: string): Promise<HeadForm>;
  fieldUses(): Promise<FieldUses>;
  /** The problems of an open post, its unsaved text included. */
  checkPost(post: string): Promise<PostCheck>;
  /** Looks at all posts, as the disk has them. Rejects with `cancelled` when it was stopped. */
  checkLibrary(onStep: (step: CheckStep) => void): Promise<CheckReport>;
  cancelCheck(): Promise<void>;
  /** The ways to mend a problem, the likeliest first; none where only the writer can. */
  problemFixes(place: ProblemPlace): Promise<Fix[]>;
  /** Mends it in the way of this number, in the file; an open post goes along. Rejects with `fix.gone`. */
  fixProblem(place: ProblemPlace, way: number): Promise<VerbResult>;
  tagRows(): Promise<TagRow[]>;
  /** What a change of tags would change; nothing is changed by asking. Rejects with `tags.none`, `tags.no-name`. */
  tagPlan(order: TagOrder): Promise<TagPlan>;
  /** All posts or none, as one version that waits for the next publish; taken back by `undo`. */
  changeTags(order: TagOrder): Promise<TagsChanged>;
  /** What these edits would change in these posts; nothing is changed by asking. */
  postsPlan(order: PostsOrder): Promise<PostsPlan>;
  /**
   * Edits all that can be changed, or none; it makes no version. Taken back by `undo`. Rejects with `posts.nothing`,
   * `posts.changed-meanwhile`.
   */
  changePosts(order: PostsOrder): Promise<PostsChanged>;
  /** These tags look alike and are several. */
  notTheSame(tags: string[]): Promise<void>;
  /**
   * Puts a file into the blog for an open post, where the blog has its pictures; the text is not changed. Rejects with
   * `picture.kind`, `picture.too-large`.
   */
  addPicture(post: string, name: string, bytes: Uint8Array): Promise<PictureAdded>;
  /** What is on the clipboard, for a paste of which the page was told nothing; a picture is in the blog then. */
  pasteUntold(post: string): Promise<Pasted>;
  /** The same for files that the system's dialog asks for; none when the writer closed it. Rejects with `dialogs.none`. */
  choosePictures(post: string, title: string): Promise<PictureAdded[]>;
  /** No side longer than `longest` points. Rejects with `picture.not-smaller`. */
  shrinkPicture(path: string, longest: number): Promise<PictureShrunk>;
  /** The address by which an open post links to another one, as the generator wants it written. */
  linkTo(post: string, to: string): Promise<string>;
  savePost(post: string): Promise<SaveView>;
  /** The two versions of a file, put together as far as they fit by themselves. Rejects with `sync.one-version`. */
  meeting(path: string): Promise<Meeting>;
  /** What was decided about these two, one choice for each decision. Rejects with `meeting.changed` when they are others. */
  settle(path: string, stamp: string, choices: MeetingChoice[]): Promise<Settled>;
  /** The versions of a post, told as they are found. Another search, or `cancelHistory`, ends it with `cancelled`. */
  postHistory(path: string, limit: number, onStep: (step: HistoryStep) => void): Promise<PostHistory>;
  deletedPosts(onStep: (step: HistoryStep) => void): Promise<DeletedPost[]>;
  cancelHistory(): Promise<void>;
  /** What a version changed; `now` is what is in no version yet. */
  versionChange(path: string, version: string): Promise<PostChange>;
  /** Into the file, where it is unpublished; what it replaces is kept. */
  restoreVersion(path: string, version: string): Promise<VerbResult>;
  /** How the open post's text changes when this block of a version's changes comes back. Nothing is changed by it. */
  paragraphBack(post: string, version: string, block: number): Promise<BodyChange>;
  preview(post: string): Promise<PreviewView>;
  /**
   * How the page differs from the one with the number `since`; the whole page where that is not the last one. The edit
   * `seq` may still be on its way; the answer says which one it shows.
   */
  previewChange(post: string, since: number, seq: number): Promise<PreviewChange>;
  previewStyle(): Promise<string>;
  /** The page of the front list on which an open post stands, with its unsaved text. */
  frontPreview(post: string): Promise<FrontView>;
  /** Why a picture is not shown, by the path of its `galley-image:` address. */
  pictureFault(address: string): Promise<PictureFault>;
  /** The front page of a new blog in every theme. */
  themeSamples(): Promise<ThemeSample[]>;
  /** What the true preview of an open post is at. `shown` says that its page is on the screen now. */
  truePreview(post: string, shown: boolean): Promise<TruePreview>;
  /** Runs the command of this key, which the writer saw and agreed to. Rejects with `true-preview.changed`. */
  startTruePreview(agreed: string): Promise<void>;
  stopTruePreview(): Promise<void>;
  recoveries(): Promise<Recovery[]>;
  /** The post with its words put back, or null when the file stays as it is. */
  recover(id: string, putBack: boolean): Promise<PostView | null>;
  publishPlan(paths: string[]): Promise<PublishPlan>;
  publish(order: PublishOrder, onStep: (step: PublishStep) => void): Promise<PublishResult>;
  cancelPublish(): Promise<void>;
  /** Hides a post from readers as its generator wants it. Rejects with `unpublish.no-mark` where nothing hides one. */
  unpublish(path: string, onStep: (step: PublishStep) => void): Promise<PublishResult>;
  setIdentity(identity: Identity): Promise<RepositoryView>;
  /** Gets what others sent and brings it together with what is here. Rejects with `cancelled` when it was stopped. */
  sync(onStep: (step: CloneStep) => void): Promise<SyncResult>;
  cancelSync(): Promise<void>;
  /**
   * Tries all that publishing needs, and sends nothing. Each line is told when it begins and when it is done. Rejects with
   * `cancelled` when it was stopped; what stands in the way is in the report.
   */
  testConnection(onCheck: (check: ConnectionCheck) => void): Promise<ConnectionReport>;
  cancelConnection(): Promise<void>;
  /** The server has what it had before the publish of this version; the text stays. Stopped by `cancelPublish`. */
  undoPublish(version: string): Promise<PublishResult>;
  /** To a branch of their own; the posts stay unpublished. Stopped by `cancelPublish`. */
  sendForReview(order: PublishOrder, onStep: (step: PublishStep) => void): Promise<ReviewResult>;
  /** The present one first. */
  branches(): Promise<Branch[]>;
  /** Goes to a branch, with what is unpublished; `create` begins it. Rejects with `branch.in-the-way` and changes nothing then. */
  switchBranch(name: string, create: boolean): Promise<SwitchResult>;
  /** Removes the lock that a program left behind; false when there is none. Rejects with `repository.locked`. */
  removeLock(): Promise<boolean>;
  /** What came along with the repository may run from now on: hooks, and programs that its settings name. */
  trustRepository(): Promise<void>;
  /**
   * What the writer says to a question that the event `asked` brought; null when they do not want to. Nothing happens where
   * nobody waits for it any more.
   */
  answerQuestion(id: string, answer: Answer | null): Promise<void>;
  /** The settings of this computer, and where they stand. */
  settings(): Promise<SettingsView>;
  /** Rejects with `settings.unknown`, `settings.value`, `settings.broken` or `settings.not-written`; nothing is changed then. */
  changeSetting(change: SettingChange): Promise<SettingsView>;
  /** Opens their file in the system's editor of text. */
  editSettings(): Promise<void>;
  /** Told whenever their file was changed, also by another program. Gives back the function that ends the listening. */
  onSettings(listen: (view: SettingsView) => void): () => void;
  openExternal(url: string): Promise<void>;
  /** Gives back the function that ends the listening. */
  onEvent(handler: (event: LibraryEvent) => void): () => void;
}

/** What was thrown, as an `ErrorView`: the backend's own, or a fault of the window in the same form. */
export function asError(thrown: unknown): ErrorView {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown) {
    return thrown as ErrorView;
  }
  const details = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'window', message, details };
}
