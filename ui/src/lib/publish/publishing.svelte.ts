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
  StepName,
} from '$backend/types';

export const STEPS: readonly StepName[] = ['check', 'commit', 'send', 'confirm'];
/** A press of ⌘↵ this soon after the sheet opened was meant for something else. */
export const TOO_SOON = 400;

export type Stage = 'looking' | 'ready' | 'running' | 'done' | 'failed';

export interface StepView {
  name: StepName;
  state: 'waits' | 'runs' | 'done' | 'failed';
  detail?: string;
  seconds?: number;
}

export class Publishing {
  /** Whether the sheet is open. */
  open = $state(false);
  stage = $state<Stage>('looking');
  plan = $state.raw<PublishPlan | null>(null);
  withEarlier = $state(false);
  asDraft = $state(false);
  steps = $state.raw<StepView[]>([]);
  result = $state.raw<PublishResult | null>(null);
  error = $state.raw<ErrorView | null>(null);
  stopping = $state(false);
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
    return this.#own.get(item.path) ?? item.ticked;
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
    if (this.going.length === 0 && !(this.withEarlier && (this.plan?.earlier.length ?? 0) > 0)) return 'tick';
    return this.message.trim() === '' && this.going.length > 0 ? 'message' : null;
  }

  /** Opens the sheet: on what runs or just ended, else on what would go now. */
  show(paths: string[], now: number): void {
    this.open = true;
    if (this.stage === 'running' || this.#news) return this.#seen();
    this.#openedAt = now;
    this.#own = new Map();
    this.#message = null;
    this.withEarlier = false;
    this.asDraft = false;
    this.error = null;
    this.result = null;
    this.plan = null;
    this.steps = STEPS.map((name) => ({ name, state: 'waits' }));
    this.stage = 'looking';
    void this.#look(paths);
  }

  /** Something ended while the sheet was closed, and was not seen yet. */
  news = $state<'published' | 'failed' | null>(null);

  get #news(): boolean {
    return this.news !== null;
  }

  #seen(): void {
    this.news = null;
  }

  close(): void {
    this.open = false;
  }

  /** Ticks an item. Another post means another plan: its changes, its problems, its message. */
  async tick(item: PlanItem, on: boolean): Promise<void> {
    const own = new Map(this.#own).set(item.path, on);
    if (item.role === 'post') {
      for (const other of this.items) if (other.of === item.path) own.set(other.path, on);
    }
    this.#own = own;
    if (item.role === 'post') await this.#look(this.posts.map(({ path }) => path));
  }

  async publish(now: number): Promise<void> {
    if (this.stage !== 'ready' && this.stage !== 'failed') return;
    if (this.hindrance || now - this.#openedAt < TOO_SOON) return;
    if (this.plan?.blocked?.code === 'identity.missing') {
      this.asksIdentity = true;
      return;
    }
    this.stage = 'running';
    this.error = null;
    this.stopping = false;
    this.steps = STEPS.map((name) => ({ name, state: 'waits' }));
    const order = {
      paths: this.going.map(({ path }) => path),
      message: this.message.trim(),
      withEarlier: this.withEarlier,
      asDraft: this.asDraft,
    };
    try {
      await this.#handOver();
      this.result = await this.#backend.publish(order, (step) => this.#step(step));
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

  async cancel(): Promise<void> {
    if (this.stage !== 'running') return;
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
    await this.publish(now);
  }

  /** Back to the list of what would go, after a failure. */
  async again(): Promise<void> {
    const paths = this.posts.map(({ path }) => path);
    this.stage = 'looking';
    this.error = null;
    await this.#look(paths);
  }

  async #look(paths: string[]): Promise<void> {
    const turn = ++this.#turn;
    try {
      await this.#handOver();
      const plan = await this.#backend.publishPlan(paths);
      if (turn !== this.#turn || this.stage === 'running') return;
      this.plan = plan;
      this.steps = STEPS.map((name) => ({ name, state: 'waits' }));
      this.stage = 'ready';
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.error = asError(thrown);
      this.stage = 'failed';
    }
  }

  #step({ step, state, detail, seconds }: PublishStep): void {
    const states = { running: 'runs', done: 'done', failed: 'failed' } as const;
    this.steps = this.steps.map((old) =>
      old.name === step
        ? {
            name: step,
            state: states[state],
            ...(detail !== undefined && { detail }),
            ...(seconds !== undefined && { seconds }),
          }
        : old,
    );
  }
}
