/** Two versions of one post while the writer decides: what was chosen, in which order, and what is still open. */
import { asError, type Backend } from '$backend/backend';
import type { Decision, ErrorView, Keep, Meeting, MeetingChoice, Settled } from '$backend/types';

export type Shown = 'readers' | 'lines';

type Choices = readonly (MeetingChoice | null)[];

export class Meet {
  view = $state.raw<Meeting | null>(null);
  /** One for each decision; null where there is none yet. */
  choices = $state.raw<Choices>([]);
  /** The decision that the keys are at. */
  at = $state(0);
  /** The decision whose text is being edited. */
  editing = $state<number | null>(null);
  /** What is typed there so far. Looking at both versions again leaves it alone. */
  edited = $state('');
  how = $state<Shown>('readers');
  failure = $state.raw<ErrorView | null>(null);
  settling = $state(false);

  readonly path: string;
  readonly decisions = $derived<Decision[]>(
    (this.view?.parts ?? []).flatMap(({ decision }) => (decision ? [decision] : [])),
  );
  readonly left = $derived(this.choices.filter((choice) => choice === null).length);
  readonly fitted = $derived(
    this.view ? this.view.fields.length + this.view.onlyMine + this.view.onlyTheirs + this.view.alike : 0,
  );

  readonly #backend: Backend;
  #past: { choices: Choices; at: number }[] = [];

  constructor(backend: Backend, path: string) {
    this.#backend = backend;
    this.path = path;
  }

  /** Looks at both versions. What was decided about these very two stays. */
  async look(): Promise<void> {
    try {
      const view = await this.#backend.meeting(this.path);
      const same = view.stamp === this.view?.stamp;
      this.view = view;
      if (same) return;
      this.#past = [];
      this.editing = null;
      this.choices = view.parts.flatMap(({ decision }) => (decision ? [null] : []));
      this.at = 0;
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  /** What can be kept at a place, in the order of its keys. */
  offers(decision: Decision): Keep[] {
    return [
      'mine',
      'theirs',
      ...(decision.both ? (['both'] as const) : []),
      ...(decision.kind === 'file' ? [] : (['edited'] as const)),
    ];
  }

  /** Decides a place and goes to the next open one. */
  choose(at: number, keep: Keep, text?: string): void {
    const decision = this.decisions[at];
    if (!decision || !this.offers(decision).includes(keep)) return;
    if (keep === 'edited' && text === undefined) {
      this.at = at;
      if (this.editing !== at) this.edited = firstText(decision);
      this.editing = at;
      return;
    }
    this.#put(at, { keep, ...(text !== undefined && { text }) });
    this.editing = null;
    const open = this.choices.findIndex((choice, place) => choice === null && place > at);
    const first = this.choices.indexOf(null);
    this.at = open >= 0 ? open : first >= 0 ? first : at;
  }

  /** Opens a decided place again. */
  reopen(at: number): void {
    if (this.choices[at]) this.#put(at, null);
    this.at = at;
  }

  move(step: number): void {
    const last = this.decisions.length - 1;
    this.at = Math.min(Math.max(this.at + step, 0), Math.max(last, 0));
  }

  /** Takes the last decision back. */
  undo(): void {
    const before = this.#past.pop();
    if (!before) return;
    this.editing = null;
    this.choices = before.choices;
    this.at = before.at;
  }

  /** Writes what was decided. Null when that could not be done: `failure` says why, and nothing was written. */
  async settle(): Promise<Settled | null> {
    const { view, choices } = this;
    if (!view || this.settling || choices.includes(null)) return null;
    this.settling = true;
    this.failure = null;
    try {
      return await this.#backend.settle(
        this.path,
        view.stamp,
        choices.filter((choice) => choice !== null),
      );
    } catch (thrown) {
      const failure = asError(thrown);
      if (failure.code === 'meeting.changed') await this.look();
      this.failure = failure;
      return null;
    } finally {
      this.settling = false;
    }
  }

  #put(at: number, choice: MeetingChoice | null): void {
    this.#past.push({ choices: this.choices, at: this.at });
    this.choices = this.choices.map((old, place) => (place === at ? choice : old));
  }
}

/** What an edit begins with: the writer's own text, the other one's where there is none. */
function firstText({ mineText, theirsText }: Decision): string {
  return (mineText.trim() ? mineText : theirsText).replace(/^\n+|\n+$/g, '');
}
