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
  PostQuery,
  PostRows,
  PostView,
  PreviewView,
  PublishOrder,
  PublishPlan,
  PublishResult,
  PublishStep,
  Recovery,
  RepositoryView,
  SaveView,
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
  openPost(path: string): Promise<PostView>;
  closePost(post: string): Promise<void>;
  editBody(post: string, seq: number, changes: BodyChange[]): Promise<EditAck>;
  replaceBody(post: string, seq: number, text: string): Promise<EditAck>;
  editField(post: string, edit: FieldEdit): Promise<HeadView>;
  editHead(post: string, text: string): Promise<HeadView>;
  /** The head as a form; its lines are compared with `before`, or with the file when that is absent. */
  headForm(post: string, before?: string): Promise<HeadForm>;
  fieldUses(): Promise<FieldUses>;
  /** The problems of an open post, its unsaved text included. */
  checkPost(post: string): Promise<PostCheck>;
  savePost(post: string): Promise<SaveView>;
  diskVersion(post: string): Promise<DiskVersion>;
  chooseVersion(post: string, choice: DiskChoice): Promise<PostView>;
  preview(post: string): Promise<PreviewView>;
  previewStyle(): Promise<string>;
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
