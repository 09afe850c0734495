/**
 * All that the window can ask of a library, and all that it is told. Two implementations: `tauri.ts` (the app) and
 * `memory.ts` (tests, and the app in a plain browser). Every promise rejects with an `ErrorView`.
 */
import type {
  AppView,
  BodyChange,
  CloneStep,
  DiskChoice,
  DiskVersion,
  EditAck,
  ErrorView,
  FieldEdit,
  FieldUses,
  HeadForm,
  HeadView,
  Identity,
  LibraryEvent,
  LibraryView,
  NewBlog,
  PostCheck,
  PostOffers,
  PostQuery,
  PostRows,
  PostView,
  PreviewView,
  PublishOrder,
  PublishPlan,
  PublishResult,
  PublishStep,
  Recovery,
  RenamePlan,
  RepositoryView,
  SaveView,
  TruePreview,
  VerbResult,
} from './types';

export interface Backend {
  app(): Promise<AppView>;
  startBlog(blog: NewBlog): Promise<LibraryView>;
  /** Null when the writer cancelled. Rejects with `dialogs.none` where no dialog can be shown. */
  chooseFolder(title: string): Promise<string | null>;
  /** Rejects with `repository.none` unless `initialise`. */
  openLibrary(path: string, initialise: boolean): Promise<LibraryView>;
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
  savePost(post: string): Promise<SaveView>;
  diskVersion(post: string): Promise<DiskVersion>;
  chooseVersion(post: string, choice: DiskChoice): Promise<PostView>;
  preview(post: string): Promise<PreviewView>;
  previewStyle(): Promise<string>;
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
  setIdentity(identity: Identity): Promise<RepositoryView>;
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
