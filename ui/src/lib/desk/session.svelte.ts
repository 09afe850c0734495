/**
 * One open post: its editor, its edits on their way, its head and its save state. A session never touches another
 * one's text: everything that belongs to a post hangs on its own session, and dies with it.
 */
import { redo, undo } from '@codemirror/commands';
import {
  Annotation,
  type ChangeSet,
  Compartment,
  EditorState,
  type Extension,
  Text,
  Transaction,
} from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import { asError, type Backend } from '$backend/backend';
import type {
  ErrorView,
  FieldEdit,
  HeadView,
  PostSummary,
  PostView,
  Problem,
  SaveView,
} from '$backend/types';
import { type Length, length } from '$words/length';
import { pictures as pictureWords } from '$words/pictures';

import { headHistory, rememberHead, wantedHead } from './head-history';
import { EditQueue } from './queue';
import { recall, remembering } from './remembered';
import { countSelection } from './text/count-selection';
import { sayNote } from './text/note';
import { named, pictures, WIDE } from './text/pictures';

/** A change that came from the library, and so is not sent back to it. */
const fromLibrary = Annotation.define<true>();

/** In a longer text, in characters, the words are counted when the writer rests: that takes as long as a key may. */
const LONG = 50_000;
/** How long after a key the words are counted again. */
const COUNT_AFTER = 250;
/** How long after the last change problems are looked for again. */
const CHECK_AFTER = 500;

type Refused = (error: ErrorView) => void;

export class Session {
  readonly id: string;
  readonly readOnly: string | undefined;
  readonly view: EditorView;

  summary = $state.raw<PostSummary>() as PostSummary;
  head = $state.raw<HeadView>() as HeadView;
  problems = $state.raw<Problem[]>([]);
  /** The line of the file on which the body begins, as of the problems. */
  bodyLine = $state(1);
  save = $state.raw<SaveView>() as SaveView;
  /** Whether the form of fields lies over the text. */
  fieldsShown = $state(false);
  /** Whether the list of headings is open. */
  outlineShown = $state(false);
  /** How many words are selected; 0 when nothing is. */
  selectedWords = $state(0);
  /** The picture that was put in last, by its path; null when none was. */
  lastPicture = $state<string | null>(null);
  /** Why an edit of text or fields could not be handed over; null when all went. */
  trouble = $state.raw<ErrorView | null>(null);
  length = $state.raw<Length>() as Length;
  /** Grows whenever the library has another text or head: what was made of it is then out of date. */
  changed = $state(0);
  /** The number of the last edit of the text that was handed over; the library may not have taken it yet. */
  sent = $state(0);
  /** Grows whenever the library has another text or head by something else than what `sent` counts. */
  replaced = $state(0);
  /** The body's line that the caret is in, counted from 1. */
  line = $state(1);
  /** True while the post is about to go: what would be typed now could go with it. */
  held = $state(false);

  readonly #backend: Backend;
  readonly #queue: EditQueue;
  readonly #writable = new Compartment();
  /** Edits of the head go one after another. */
  #heads: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #commits = new Set<() => Promise<void> | undefined>();
  #counting: ReturnType<typeof setTimeout> | undefined;
  #checking: ReturnType<typeof setTimeout> | undefined;
  /** A look for problems is under way; another one that is wanted meanwhile follows it. */
  #looking = false;
  #lookWanted = false;
  #ended = false;

  constructor(backend: Backend, view: PostView, extensions: Extension = [], kept: string | null = null) {
    this.#backend = backend;
    this.id = view.post;
    this.bodyLine = view.bodyLine;
    this.readOnly = view.readOnly;
    this.summary = view.summary;
    this.head = view.head;
    this.problems = view.problems;
    this.save = view.save;
    this.length = { ...length(view.body), words: view.summary.words, minutes: view.summary.minutes };
    this.sent = view.seq;
    const text = Text.of(view.body.split('\n'));
    this.#queue = new EditQueue({
      wire: {
        edit: (seq, changes) => backend.editBody(this.id, seq, changes),
        replace: (seq, body) => backend.replaceBody(this.id, seq, body),
      },
      text,
      seq: view.seq,
      onSent: (seq) => (this.sent = seq),
      onTaken: () => this.#changed(true),
      onTrouble: (error) => (this.trouble = error),
      onDisk: (changes) => this.#show(changes),
    });
    const { state, scrollTo } = recall(kept, view.body, [
      extensions,
      headHistory,
      // A convenience: what cannot be kept is not there the next time.
      remembering((text) => void backend.remember(this.path, text).catch(() => undefined)),
      countSelection((words) => (this.selectedWords = words)),
      pictures({
        put: (name, bytes) => this.#put(name, bytes),
        untold: () => this.#untold(),
      }),
      EditorState.lineSeparator.of('\n'),
      this.#writable.of(EditorState.readOnly.of(view.readOnly !== undefined)),
      EditorView.updateListener.of((update) => {
        for (const transaction of update.transactions) this.#saw(transaction);
        if (update.selectionSet || update.docChanged) this.line = lineOf(update.state);
      }),
    ]);
    this.view = new EditorView({ state, ...(scrollTo && { scrollTo }) });
    this.line = lineOf(state);
    void this.#check();
  }

  get path(): string {
    return this.summary.path;
  }

  get editable(): boolean {
    return this.readOnly === undefined && !this.held;
  }

  /** Resolves when fields and text are with the library; rejects when they could not be handed over. */
  async flush(): Promise<void> {
    await this.commitFields();
    await this.#heads;
    await this.#queue.flush();
  }

  /** Lets nothing be typed until it is let go again; what was typed is with the library by then, else it rejects. */
  async hold(): Promise<void> {
    this.#hold(true);
    try {
      await this.flush();
    } catch (thrown) {
      this.#hold(false);
      throw thrown;
    }
  }

  letGo(): void {
    this.#hold(false);
  }

  #hold(held: boolean): void {
    if (this.#ended || this.held === held) return;
    this.held = held;
    this.view.dispatch({
      effects: this.#writable.reconfigure(EditorState.readOnly.of(!this.editable)),
    });
  }

  /** Something that holds a field edit back for a moment (a debounced input) registers here, to be asked for it. */
  holds(commit: () => Promise<void> | undefined): () => void {
    this.#commits.add(commit);
    return () => this.#commits.delete(commit);
  }

  async commitFields(): Promise<void> {
    await Promise.all([...this.#commits].map((commit) => commit()));
  }

  /** An edit that is refused is said to `refused`, or over the text when there is nobody to hear it. */
  edit(edit: FieldEdit, refused?: Refused): Promise<void> {
    return this.#changeHead(() => this.#backend.editField(this.id, edit), true, refused);
  }

  /** The name of the field that has the date, where it can be set as any other one; null where that is not known. */
  async datePath(): Promise<string | null> {
    try {
      const { fields } = await this.#backend.headForm(this.id);
      const field = fields.find(({ role }) => role === 'date');
      return field && !field.fixed ? field.path : null;
    } catch {
      // The day can be changed without it.
      return null;
    }
  }

  editHead(text: string, refused?: Refused): Promise<void> {
    return this.#changeHead(() => this.#backend.editHead(this.id, text), true, refused);
  }

  async undo(): Promise<void> {
    await this.#step(undo);
  }

  async redo(): Promise<void> {
    await this.#step(redo);
  }

  /** True while an edit of the head is on its way: undo has to wait for it. */
  get headUnderWay(): boolean {
    return this.#waiting > 0;
  }

  async saveNow(): Promise<void> {
    await this.flush();
    const save = await this.#backend.savePost(this.id);
    if (!this.#ended) this.save = save;
  }

  /** The library shows another text (changed on disk, or chosen): take it over with as small a change as possible. */
  replaceWith(view: PostView): void {
    if (view.post !== this.id || this.#ended) return;
    this.summary = view.summary;
    this.head = view.head;
    this.problems = view.problems;
    this.save = view.save;
    this.bodyLine = view.bodyLine;
    this.#queue.disk(view.body, view.seq);
    this.#changed();
  }

  saveChanged(save: SaveView): void {
    this.save = save;
  }

  /** Asks for files and puts them in where the caret is. */
  async choosePictures(): Promise<void> {
    try {
      for (const added of await this.#backend.choosePictures(this.id, pictureWords.chooseTitle)) {
        if (this.#ended || !this.editable) return;
        if (added.picture) this.lastPicture = added.path;
        this.view.dispatch(named(this.view, this.view.state.selection.main.to, added));
      }
    } catch (thrown) {
      const { message, hint } = asError(thrown);
      this.#note([message, hint].filter(Boolean).join(' '));
    }
    if (!this.#ended) this.view.focus();
  }

  /** Encodes the picture that was put in last anew, no larger than a post shows it; the note below the text says what came of it. */
  async shrinkPicture(): Promise<void> {
    if (this.lastPicture === null) return;
    let said: string;
    try {
      const { before, bytes } = await this.#backend.shrinkPicture(this.lastPicture, WIDE);
      said = pictureWords.shrunk(before, bytes);
    } catch (thrown) {
      said = asError(thrown).message;
    }
    this.#note(said);
  }

  /** What is wrong with the post may be something else by now. */
  lookAgain(): void {
    clearTimeout(this.#checking);
    this.#checking = setTimeout(() => void this.#check(), CHECK_AFTER);
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#counting);
    clearTimeout(this.#checking);
    this.#queue.end();
    this.view.destroy();
  }

  /** The library has another text or head: the preview and the problems are out of date. */
  #changed(bySent = false): void {
    this.changed++;
    if (!bySent) this.replaced++;
    this.lookAgain();
  }

  async #check(): Promise<void> {
    this.#lookWanted = this.#looking;
    if (this.#looking) return;
    this.#looking = true;
    await this.#look();
    this.#looking = false;
    if (this.#lookWanted && !this.#ended) await this.#check();
  }

  async #look(): Promise<void> {
    const at = this.changed;
    try {
      const { problems, bodyLine } = await this.#backend.checkPost(this.id);
      // About a text that is not there any more: the next look is on its way.
      if (this.#ended || at !== this.changed) return;
      this.bodyLine = bodyLine;
      this.problems = problems;
    } catch {
      // The problems that are known stay; what keeps the library from answering is said by the next edit or save.
    }
  }

  async #step(step: typeof undo): Promise<void> {
    await this.commitFields();
    await this.#heads;
    if (!this.#ended && this.editable) step(this.view);
  }

  #changeHead(change: () => Promise<HeadView>, remember: boolean, refused?: Refused): Promise<void> {
    this.#waiting++;
    const run = async () => {
      try {
        const head = await change();
        if (this.#ended) return;
        const before = this.head.text;
        this.head = head;
        this.trouble = null;
        if (remember && before !== head.text) {
          this.view.dispatch(rememberHead({ before, after: head.text }));
        }
        this.#changed();
      } catch (thrown) {
        if (this.#ended) return;
        if (refused) refused(asError(thrown));
        else this.trouble = asError(thrown);
        // The inputs go back to what the file has.
        this.head = { ...this.head };
      } finally {
        this.#waiting--;
      }
    };
    const next = this.#heads.then(run);
    this.#heads = next;
    return next;
  }

  async #put(name: string, bytes: Uint8Array) {
    const added = await this.#backend.addPicture(this.id, name, bytes);
    if (added.picture) this.lastPicture = added.path;
    return added;
  }

  async #untold() {
    const found = await this.#backend.pasteUntold(this.id);
    if (found.picture) this.lastPicture = found.picture.path;
    return found;
  }

  /** Says it below the text. */
  #note(said: string): void {
    if (!this.#ended) this.view.dispatch({ effects: sayNote.of(said) });
  }

  #saw(transaction: Transaction): void {
    const head = wantedHead(transaction);
    if (head !== null) void this.#changeHead(() => this.#backend.editHead(this.id, head), false);
    if (!transaction.docChanged) return;
    if (this.view.state.doc.length > LONG) {
      clearTimeout(this.#counting);
      this.#counting = undefined;
    }
    this.#counting ??= setTimeout(() => this.#count(), COUNT_AFTER);
    if (transaction.annotation(fromLibrary)) return;
    if (this.save.state === 'saved') this.save = { ...this.save, state: 'unsaved' };
    this.#queue.push(transaction.changes);
  }

  #count(): void {
    this.#counting = undefined;
    this.length = length(this.view.state.doc.toString());
  }

  #show(changes: ChangeSet): void {
    if (changes.empty) return;
    this.view.dispatch({
      changes,
      annotations: [fromLibrary.of(true), Transaction.addToHistory.of(false)],
    });
  }
}

function lineOf(state: EditorState): number {
  return state.doc.lineAt(state.selection.main.head).number;
}
