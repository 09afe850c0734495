/**
 * One publish, from the question what would go to the answer of the server. It outlives its sheet: closing the sheet
 * does not stop it.
 */
import { asError, type Backend } from '$backend/backend';
import type {
  ErrorView,
  Identity,
  PlanItem,
  PublishPlan,
  PublishResult,
  PublishStep,
  ReviewResult,
  StepName,
} from '$backend/types';

import { remedy } from '../sync/remedy';

export const STEPS: readonly StepName[] = ['check', 'commit', 'send', 'confirm'];
/** A press of ⌘↵ this soon after the sheet opened was meant for something else. */
export const TOO_SOON = 400;

/** How many lines of a check are shown while it runs; all of them stand beside an error. */
const SAID = 6;

/** Why it goes to its readers by review only. */
const BY_REVIEW: readonly string[] = ['remote.protected', 'remote.fork'];

/** What the sheet is about. */
export type Doing =
  | { kind: 'publish' }
  /** It goes to a branch of its own, and not to readers yet. */
  | { kind: 'review' }
  | { kind: 'unpublish'; path: string }
  /** A version that was published some time ago is taken back. */
  | { kind: 'undo'; version: string };

export type Stage = 'looking' | 'ready' | 'running' | 'done' | 'failed' | 'undoing' | 'undone';

export interface StepView {
  name: StepName;
  state: 'waits' | 'runs' | 'done' | 'failed';
  detail?: string;
  seconds?: number;
  /** What the repository's own checks printed meanwhile. */
  said?: readonly string[];
}

const waiting = (names: readonly StepName[]): StepView[] => names.map((name) => ({ name, state: 'waits' }));

export class Publishing {
  /** Whether the sheet is open. */
  open = $state(false);
  stage = $state<Stage>('looking');
  plan = $state.raw<PublishPlan | null>(null);
  withEarlier = $state(false);
  asDraft = $state(false);
  steps = $state.raw<StepView[]>([]);
  result = $state.raw<PublishResult | null>(null);
  /** What was sent for review. */
  reviewed = $state.raw<ReviewResult | null>(null);
  error = $state.raw<ErrorView | null>(null);
  stopping = $state(false);
  doing = $state.raw<Doing>({ kind: 'publish' });
  /** The last publish that can be taken back. */
  last = $state.raw<PublishResult | null>(null);
  /** What taking it back did. */
  undone = $state.raw<PublishResult | null>(null);
  /** A plan is on its way: what is shown is not yet what would go. */
  planning = $state(false);
  /** The sheet was opened to take the publish back: that is its first button then. */
  asksUndo = $state(false);
  /** Git knows no name and address: asked before it goes on. */
  asksIdentity = $state(false);

  readonly #backend: Backend;
  /** Hands over what is being typed, so that the plan is about the text on screen. */
  readonly #handOver: () => Promise<void>;
  #own = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  #message = $state<string | null>(null);
  #openedAt = 0;
  #turn = 0;

  constructor(backend: Backend, handOver: () => Promise<void>) {
    this.#backend = backend;
    this.#handOver = handOver;
  }

  get message(): string {
    return this.#message ?? this.plan?.message ?? '';
  }

  set message(message: string) {
    this.#message = message;
  }

  ticked(item: PlanItem): boolean {
    const post = item.of === undefined ? undefined : this.#own.get(item.of);
    return this.#own.get(item.path) ?? post ?? item.ticked;
  }

  get items(): PlanItem[] {
    return this.plan?.items ?? [];
  }

  get going(): PlanItem[] {
    return this.items.filter((item) => this.ticked(item));
  }

  get posts(): PlanItem[] {
    return this.going.filter((item) => item.role === 'post');
  }

  /** Why it cannot be published now; null when it can. */
  get hindrance(): 'blocked' | 'tick' | 'message' | null {
    if (this.plan?.blocked && this.plan.blocked.code !== 'identity.missing') return 'blocked';
    return this.#incomplete;
  }

  /** Why it cannot be sent for review now; null when it can. Versions that were made earlier do not go along. */
  get reviewHindrance(): 'blocked' | 'tick' | 'message' | null {
    const blocked = this.plan?.blocked?.code ?? 'identity.missing';
    if (blocked !== 'identity.missing' && !BY_REVIEW.includes(blocked)) return 'blocked';
    return this.going.length === 0 ? 'tick' : this.#incomplete;
  }

  /** What was refused can be sent for review. */
  get offersReview(): boolean {
    return this.doing.kind === 'publish' && BY_REVIEW.includes(this.error?.code ?? '');
  }

  get #incomplete(): 'tick' | 'message' | null {
    if (this.going.length === 0 && !(this.withEarlier && (this.plan?.earlier.length ?? 0) > 0)) return 'tick';
    return this.message.trim() === '' && this.going.length > 0 ? 'message' : null;
  }

  /** True while the server is being told something. */
  get busy(): boolean {
    return this.stage === 'running' || this.stage === 'undoing';
  }

  /** Opens the sheet: on what runs or just ended, else on what would go now. */
  show(paths: string[], now: number): void {
    this.open = true;
    if (this.busy || this.#news) return this.#seen();
    this.#begin({ kind: 'publish' });
    this.#openedAt = now;
    this.#own = new Map();
    this.#message = null;
    this.withEarlier = false;
    this.asDraft = false;
    this.plan = null;
    this.steps = waiting(STEPS);
    this.stage = 'looking';
    void this.#look(paths);
  }

  /** The sheet is about something else from now on; a plan that is still on its way comes too late. */
  #begin(doing: Doing): void {
    this.#turn++;
    this.planning = false;
    this.doing = doing;
    this.result = null;
    this.reviewed = null;
    this.error = null;
    this.steps = [];
  }

  /** Something ended while the sheet was closed, and was not seen yet. */
  news = $state<'published' | 'failed' | 'undone' | 'notUndone' | null>(null);

  get #news(): boolean {
    return this.news !== null;
  }

  #seen(): void {
    this.news = null;
  }

  close(): void {
    this.open = false;
    this.asksUndo = false;
  }

  /** Ticks an item. Another post means another plan: its changes, its problems, its message. */
  async tick(item: PlanItem, on: boolean): Promise<void> {
    const own = new Map(this.#own).set(item.path, on);
    if (item.role === 'post') {
      // Its pictures go with it, unless another post has them too: the next plan says whose they are then.
      for (const other of this.items) if (other.of === item.path) own.delete(other.path);
    }
    this.#own = own;
    if (item.role === 'post') await this.#look(this.posts.map(({ path }) => path));
  }

  async publish(now: number, forReview = false): Promise<void> {
    if (this.planning || (this.stage !== 'ready' && this.stage !== 'failed')) return;
    if ((forReview ? this.reviewHindrance : this.hindrance) || now - this.#openedAt < TOO_SOON) return;
    this.doing = { kind: forReview ? 'review' : 'publish' };
    if (this.plan?.blocked?.code === 'identity.missing') {
      this.asksIdentity = true;
      return;
    }
    const order = {
      paths: this.going.map(({ path }) => path),
      message: this.message.trim(),
      withEarlier: this.withEarlier,
      asDraft: this.asDraft,
    };
    await this.#run(async (tell) => {
      if (forReview) this.reviewed = await this.#backend.sendForReview(order, tell);
      else this.#took(await this.#backend.publish(order, tell));
    });
  }

  /** Hides a post from readers, at once; the sheet shows how it goes. */
  async unpublish(path: string): Promise<void> {
    this.open = true;
    if (this.busy) return;
    this.#seen();
    this.plan = null;
    await this.#hide(path);
  }

  async #hide(path: string): Promise<void> {
    this.#begin({ kind: 'unpublish', path });
    await this.#run(async (tell) => this.#took(await this.#backend.unpublish(path, tell)));
  }

  #took(result: PublishResult): void {
    this.result = result;
    this.last = result;
  }

  async #run(work: (tell: (step: PublishStep) => void) => Promise<void>): Promise<void> {
    this.#begin(this.doing);
    this.stage = 'running';
    this.stopping = false;
    // What confirms is the branch that readers see, and a review is not there yet.
    this.steps = waiting(this.doing.kind === 'review' ? STEPS.filter((name) => name !== 'confirm') : STEPS);
    try {
      await this.#handOver();
      await work((step) => this.#step(step));
      this.stage = 'done';
      if (!this.open) this.news = 'published';
    } catch (thrown) {
      this.error = asError(thrown);
      this.steps = this.steps.map((step) => (step.state === 'runs' ? { ...step, state: 'failed' } : step));
      this.stage = 'failed';
      if (this.error.code === 'identity.missing') this.asksIdentity = true;
      if (!this.open) this.news = 'failed';
    }
  }

  /** Opens the sheet on the last publish, to take it back. */
  showLast(): void {
    this.open = true;
    this.asksUndo = true;
    if (this.busy || this.#news || !this.last) return this.#seen();
    this.#begin({ kind: 'publish' });
    this.result = this.last;
    this.stage = 'done';
  }

  /** Takes the publish that the sheet shows back. The text stays. */
  async undo(): Promise<void> {
    const version = this.result?.commit;
    if (this.stage === 'done' && version !== undefined) await this.#undo(version);
  }

  /** Takes a version back that was published some time ago; the sheet shows how it goes. */
  async undoVersion(version: string): Promise<void> {
    this.open = true;
    if (this.busy || this.#news) return this.#seen();
    this.#begin({ kind: 'undo', version });
    await this.#undo(version);
  }

  async #undo(version: string): Promise<void> {
    this.stage = 'undoing';
    this.stopping = false;
    this.error = null;
    try {
      await this.#handOver();
      this.undone = await this.#backend.undoPublish(version);
      // Results have the beginning of the id.
      if (this.last && version.startsWith(this.last.commit)) this.last = null;
      this.stage = 'undone';
      if (!this.open) this.news = 'undone';
    } catch (thrown) {
      this.error = asError(thrown);
      this.stage = this.result ? 'done' : 'failed';
      if (!this.open) this.news = 'notUndone';
    }
  }

  async cancel(): Promise<void> {
    if (!this.busy) return;
    this.stopping = true;
    await this.#backend.cancelPublish();
  }

  async identify(identity: Identity, now: number): Promise<void> {
    await this.#backend.setIdentity(identity);
    this.asksIdentity = false;
    if (this.plan?.blocked?.code === 'identity.missing') {
      const { blocked: _known, ...plan } = this.plan;
      this.plan = plan;
    }
    const { doing } = this;
    if (doing.kind === 'unpublish') await this.#hide(doing.path);
    else if (doing.kind === 'undo') await this.undoVersion(doing.version);
    else await this.publish(now, doing.kind === 'review');
  }

  /** Back to the list of what would go, after a failure. */
  async again(): Promise<void> {
    const { doing } = this;
    if (doing.kind === 'unpublish') return this.#hide(doing.path);
    if (doing.kind === 'undo') return this.undoVersion(doing.version);
    const paths = this.posts.map(({ path }) => path);
    this.#begin({ kind: 'publish' });
    this.stage = 'looking';
    await this.#look(paths);
  }

  /** Does what can be done about what was in the way, and looks again. */
  remedy(): Promise<void> {
    return remedy(
      this.#backend,
      this.error ?? this.plan?.blocked,
      () => this.again(),
      (error) => (this.error = error),
    );
  }

  async #look(paths: string[]): Promise<void> {
    const turn = ++this.#turn;
    this.planning = true;
    try {
      await this.#handOver();
      const plan = await this.#backend.publishPlan(paths);
      if (turn !== this.#turn) return;
      this.plan = plan;
      this.steps = waiting(STEPS);
      this.stage = 'ready';
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.error = asError(thrown);
      this.stage = 'failed';
    } finally {
      if (turn === this.#turn) this.planning = false;
    }
  }

  #step({ step, state, detail, seconds }: PublishStep): void {
    const states = { running: 'runs', done: 'done', failed: 'failed' } as const;
    this.steps = this.steps.map((old) =>
      old.name === step
        ? {
            name: step,
            state: states[state],
            // While it runs, a detail is a line of a hook; the last ones are enough to follow.
            ...(state === 'running'
              ? detail !== undefined && { said: [...(old.said ?? []), detail].slice(-SAID) }
              : old.said && { said: old.said }),
            ...(state !== 'running' && detail !== undefined && { detail }),
            ...(seconds !== undefined && { seconds }),
          }
        : old,
    );
  }
}
