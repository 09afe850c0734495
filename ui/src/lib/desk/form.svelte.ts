/**
 * The form of one post's fields: what the library says of its head, the rows made of that, and what was refused. It
 * lives as long as the form is open; every edit goes through the session, in the session's order.
 */
import { asError, type Backend } from '$backend/backend';
import type { ErrorView, FieldEdit, FieldUse, FieldUses, HeadForm } from '$backend/types';

import { offered, type Row, rowsOf, type Wanted } from './form-rows';
import type { Session } from './session.svelte';

/** What was not taken, and what stays in the input so that it can be mended. */
export interface Refusal {
  error: ErrorView;
  typed: string;
}

/** The name of the head as text among the refusals; no field is called that. */
const HEAD = '';

export class FieldForm {
  head = $state.raw<HeadForm | null>(null);
  uses = $state.raw<FieldUses | null>(null);
  /** Why the library could not be asked. */
  trouble = $state.raw<ErrorView | null>(null);

  /** Whether it is known what the other posts use, or that nobody can tell: rows have their places then. */
  #learnt = $state(false);

  readonly session: Session;
  readonly #backend: Backend;
  #wanted = $state.raw<Wanted[]>([]);
  #refusals = $state.raw<Record<string, Refusal>>({});
  /** The head as the file had it when the form was opened, of a post that the server lacks. */
  #opened: string | undefined;
  #looking: Promise<void> | null = null;
  #again = false;

  readonly rows: Row[] = $derived(rowsOf(this.head?.fields ?? [], this.uses, this.#wanted));
  readonly offered: FieldUse[] = $derived(offered(this.rows, this.head?.fields ?? [], this.uses));

  constructor(backend: Backend, session: Session) {
    this.#backend = backend;
    this.session = session;
  }

  /** True when all rows can be drawn: none comes between those that are there already. */
  get ready(): boolean {
    return this.#learnt && this.head !== null;
  }

  /** Asks which fields the other posts use: once, as it reads the posts. */
  async learn(): Promise<void> {
    let failed: ErrorView | null = null;
    try {
      this.uses = await this.#backend.fieldUses();
    } catch (thrown) {
      failed = asError(thrown);
    }
    // Kinds follow what the others hold.
    await this.look();
    this.#learnt = true;
    this.trouble ??= failed;
  }

  /** Asks for the head anew. One question at a time; what changed meanwhile is asked for once more. */
  look(): Promise<void> {
    this.#again = true;
    this.#looking ??= this.#look();
    return this.#looking;
  }

  async #look(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      try {
        const head = await this.#backend.headForm(this.session.id, this.#opened);
        if (!head.onServer) this.#opened ??= head.before;
        this.#keep(head);
        this.head = head;
        this.trouble = null;
      } catch (thrown) {
        this.trouble = asError(thrown);
      }
    }
    // In the same breath as the last look at the flag: a question that comes now is no more lost between the two.
    this.#looking = null;
  }

  /** A row that stood here stays while the form is open, also without a line in the file. */
  #keep(head: HeadForm): void {
    const gone = (this.head?.fields ?? []).filter(
      ({ path, kind }) => kind !== 'asText' && !head.fields.some((field) => field.path === path),
    );
    if (gone.length > 0 && !head.textOnly) this.#want(...gone);
  }

  #want(...fields: Wanted[]): void {
    const paths = new Set(fields.map(({ path }) => path));
    const wanted = fields.map(({ path, kind, role }) => ({ path, kind, ...(role && { role }) }));
    this.#wanted = [...this.#wanted.filter(({ path }) => !paths.has(path)), ...wanted];
  }

  /** Puts an empty row into the form; the file gets a line with the first value. */
  add(field: Wanted): void {
    this.#want(field);
  }

  set(row: Row, typed: string): Promise<void> {
    return this.#edit(row.path, typed, { field: 'set', path: row.path, kind: row.kind, value: typed });
  }

  addItem({ path }: Row, value: string): Promise<void> {
    return this.#edit(path, value, { field: 'addItem', path, value });
  }

  removeItem({ path }: Row, value: string): Promise<void> {
    return this.#edit(path, '', { field: 'removeItem', path, value });
  }

  /** Takes the field out of the file, and its row out of the form. */
  async remove(row: Row): Promise<void> {
    if (row.line !== undefined) {
      await this.#edit(row.path, row.value, { field: 'remove', path: row.path });
      if (this.refusal(row.path)) return;
    }
    this.forget(row.path);
    this.#wanted = this.#wanted.filter(({ path }) => path !== row.path);
  }

  addHead(): Promise<void> {
    return this.#edit(HEAD, '', { field: 'addHead' });
  }

  async setHead(text: string): Promise<void> {
    this.forget(HEAD);
    await this.session.editHead(text, (error) => this.#refuse(HEAD, { error, typed: text }));
  }

  /** Puts the lines back that differ from the server's, or from those that the form found; the file has them at once. */
  async putBack(): Promise<void> {
    if (!this.head) return;
    await this.setHead(this.head.before);
    if (this.headRefusal) return;
    // What stands in the way of saving or of handing over is said over the text.
    await this.session.saveNow().catch(() => undefined);
    await this.look();
  }

  refusal(path: string): Refusal | undefined {
    return this.#refusals[path];
  }

  get headRefusal(): Refusal | undefined {
    return this.refusal(HEAD);
  }

  get refused(): number {
    return Object.keys(this.#refusals).length;
  }

  /** Forgets what was refused: the input goes back to what the file has. */
  forget(path = HEAD): void {
    if (!(path in this.#refusals)) return;
    const { [path]: _gone, ...rest } = this.#refusals;
    this.#refusals = rest;
  }

  /** Done when the rows have what came of it: an input never goes back to its old value in between. */
  async #edit(path: string, typed: string, edit: FieldEdit): Promise<void> {
    this.forget(path);
    await this.session.edit(edit, (error) => this.#refuse(path, { error, typed }));
    await this.look();
  }

  #refuse(path: string, refusal: Refusal): void {
    this.#refusals = { ...this.#refusals, [path]: refusal };
  }
}
