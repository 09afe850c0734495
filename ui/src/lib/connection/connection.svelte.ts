/**
 * The test of the connection while its page is open: every line of it in its place from the start, what each says as it is
 * told, and the one that is looked at.
 */
import { asError, type Backend } from '$backend/backend';
import type { CheckName, CheckState, ConnectionCheck, ConnectionReport, ErrorView } from '$backend/types';
import { connection as words } from '$words/connection';

import { reportText } from './report';

export interface Row extends Omit<ConnectionCheck, 'state'> {
  state: CheckState | 'waits';
}

export interface RowGroup {
  name: keyof typeof words.groups;
  rows: Row[];
}

/** In the order in which they are shown. */
const GROUPS: readonly { name: RowGroup['name']; checks: readonly CheckName[] }[] = [
  { name: 'server', checks: ['address', 'identity', 'send'] },
  { name: 'signIn', checks: ['agent', 'key', 'credentialHelper'] },
  { name: 'here', checks: ['name', 'signature', 'hooks', 'clock'] },
];

const unfinished = ({ state }: Row) => state === 'waits' || state === 'running';

/** Whether there is more to say of a row than stands in it. */
export const opens = (row: Row): boolean =>
  row.state === 'error' ||
  row.state === 'warning' ||
  (!unfinished(row) && (row.fix !== undefined || (row.tried ?? []).length > 0));

export class Connection {
  running = $state(false);
  stopping = $state(false);
  stopped = $state(false);
  report = $state.raw<ConnectionReport | null>(null);
  failure = $state.raw<ErrorView | null>(null);
  /** The row that the writer chose; else the worst one is shown as soon as all are known. */
  #picked = $state<CheckName | null>(null);
  #checks = $state.raw<Partial<Record<CheckName, ConnectionCheck>>>({});

  readonly groups = $derived.by<RowGroup[]>(() =>
    GROUPS.map(({ name, checks }) => ({ name, rows: checks.map((check) => this.#row(check)) })),
  );
  readonly rows = $derived(this.groups.flatMap(({ rows }) => rows));
  /** How many are not done. */
  readonly left = $derived(this.running ? this.rows.filter(unfinished).length : 0);
  readonly errors = $derived(this.rows.filter(({ state }) => state === 'error').length);
  readonly warnings = $derived(this.rows.filter(({ state }) => state === 'warning').length);
  /** Rows that can be looked at. */
  readonly open = $derived(this.rows.filter(opens));
  readonly chosen = $derived.by<Row | null>(() => {
    const picked = this.open.find(({ name }) => name === this.#picked);
    if (picked || this.running) return picked ?? null;
    const worst = (state: CheckState) => this.rows.find((row) => row.state === state);
    return worst('error') ?? worst('warning') ?? null;
  });

  readonly #backend: Backend;
  /** The server as the library knows it, until the report names it. */
  readonly #server: string | undefined;
  #turn = 0;

  constructor(backend: Backend, server: string | undefined) {
    this.#backend = backend;
    this.#server = server;
  }

  get server(): string | undefined {
    return this.report?.server ?? this.#server;
  }

  async start(): Promise<void> {
    if (this.running) return;
    const turn = ++this.#turn;
    this.running = true;
    this.stopped = false;
    this.report = null;
    this.failure = null;
    this.#picked = null;
    this.#checks = {};
    try {
      const report = await this.#backend.testConnection((check) => {
        // A line may be told later than the end, on another way.
        if (turn === this.#turn) this.#checks = { ...this.#checks, [check.name]: check };
      });
      if (turn !== this.#turn) return;
      this.report = report;
      this.#checks = Object.fromEntries(report.checks.map((check) => [check.name, check]));
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const error = asError(thrown);
      // Whoever stopped it knows.
      if (error.code === 'cancelled') this.stopped = true;
      else this.failure = error;
    } finally {
      if (turn === this.#turn) {
        this.#turn++;
        this.running = false;
        this.stopping = false;
      }
    }
  }

  async cancel(): Promise<void> {
    if (!this.running || this.stopping) return;
    this.stopping = true;
    await this.#backend.cancelConnection();
  }

  choose(name: CheckName): void {
    this.#picked = name;
  }

  /** Chooses another row that opens; the one that was chosen, or null where there is none. */
  move(step: number): CheckName | null {
    const { chosen, open } = this;
    const at = open.findIndex(({ name }) => name === chosen?.name);
    const from = at < 0 && step < 0 ? open.length : at;
    const next = open[Math.min(Math.max(from + step, 0), open.length - 1)];
    if (!next) return null;
    this.choose(next.name);
    return next.name;
  }

  /** All of it, to be pasted somewhere. */
  get text(): string {
    return reportText(this.groups, {
      server: this.server,
      branch: this.report?.branch,
      at: this.report?.at,
    });
  }

  #row(name: CheckName): Row {
    const check = this.#checks[name];
    if (this.running) return check ?? { name, state: 'waits', says: words.waits };
    return check && check.state !== 'running' ? check : { name, state: 'skipped', says: words.notTried };
  }
}
