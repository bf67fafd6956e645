import { fail, ok, type Result } from '@vakt/contract/result';
import type { EnrolmentFile } from '../delivery/enrolment.ts';
import type { Transport } from '../delivery/transport.ts';
import type { SensorLog } from '../options.ts';
import { type ActionReport, type CarryOut, type ResponseAction, readOpenActions } from './action.ts';

/** What the duty works with. */
export interface ResponseDutyOptions {
  readonly transport: Transport;
  readonly enrolment: EnrolmentFile;
  readonly carryOut: CarryOut;
  /** Told that the server has answered. */
  readonly onContact: () => Promise<void>;
  /** Told that the server wants an action no more that is carried out beside others: it was cancelled. */
  readonly onWithdrawn: (actionId: string) => void;
  readonly log: SensorLog;
  /** Waits `ms`, or until `signal` is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const ACTIONS_PATH = '/intake/devices/actions';
const BETWEEN_ASKING_MS = 10_000;

/** What may take long and stands in nobody's way: a script must not hold up the isolation of its device. */
const BESIDE_OTHERS: ReadonlySet<string> = new Set(['LiveResponse', 'RunAntiVirusScan']);

/** An action under way beside the others. */
interface Beside {
  readonly done: Promise<void>;
  /** Aborted when the server does not want it any more. */
  readonly unwanted: AbortController;
}

/**
 * Asks the server for response actions, carries them out one after the other, what may take long beside the others, and reports
 * how they went. What is cancelled meanwhile is told so.
 */
export class ResponseDuty {
  readonly #options: ResponseDutyOptions;
  readonly #stopping = new AbortController();
  /** What the server has not been told yet. */
  #reports: ActionReport[] = [];
  /** How actions ended that the server may still think open. */
  readonly #ended = new Map<string, ActionReport>();
  /** What is carried out beside the others, by the id of its action. */
  readonly #beside = new Map<string, Beside>();
  #lastExchange: Promise<unknown> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();

  constructor(options: ResponseDutyOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Lets the action under way end and begins none. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { wait, log, onContact } = this.#options;
    while (!this.#stopping.signal.aborted) {
      const open = await this.#exchange();
      if (open.ok) await onContact();
      else log('warning', `response actions: ${open.error}`);
      const next = open.ok ? open.value.find(({ id }) => !this.#beside.has(id)) : undefined;
      if (next && BESIDE_OTHERS.has(next.type)) this.#doBeside(next);
      else if (next) await this.#do(next);
      else await wait(BETWEEN_ASKING_MS, this.#stopping.signal);
    }
    await Promise.all([...this.#beside.values()].map(({ done }) => done));
    if (this.#reports.length > 0) await this.#exchange();
  }

  #doBeside(action: ResponseAction): void {
    const unwanted = new AbortController();
    const done = this.#do(action, AbortSignal.any([this.#stopping.signal, unwanted.signal]))
      .then(() => this.#exchange())
      .then(() => void this.#beside.delete(action.id));
    this.#beside.set(action.id, { done, unwanted });
  }

  /** Tells the server what is new and hears what there is to do that was not done yet; one exchange at a time. */
  #exchange(): Promise<Result<readonly ResponseAction[], string>> {
    const exchanged = this.#lastExchange.then(() => this.#exchangeNow());
    this.#lastExchange = exchanged;
    return exchanged;
  }

  async #exchangeNow(): Promise<Result<readonly ResponseAction[], string>> {
    const { transport, enrolment } = this.#options;
    const token = enrolment.stored()?.deviceToken;
    // The delivery of events enrols the device.
    if (token === undefined) return ok([]);
    const reports = this.#reports;
    const reply = await transport.post(ACTIONS_PATH, JSON.stringify({ reports }), token);
    if (!reply.ok) return reply;
    if (reply.value.status !== 200) return fail(`the server answers with status ${reply.value.status}`);
    this.#reports = this.#reports.filter(report => !reports.includes(report));
    const open = readOpenActions(reply.value.body);
    if (!open.ok) return open;
    this.#forsake(new Set(open.value.map(({ id }) => id)));
    return ok(this.#notYetDone(open.value));
  }

  /** What is not open any more was cancelled, or has waited too long. */
  #forsake(open: ReadonlySet<string>): void {
    for (const [id, { unwanted }] of this.#beside) if (!open.has(id)) unwanted.abort();
  }

  /** An action that has ended here is reported again rather than done again. */
  #notYetDone(open: readonly ResponseAction[]): readonly ResponseAction[] {
    const ids = new Set(open.map(({ id }) => id));
    for (const id of this.#beside.keys())
      if (!ids.has(id) && !this.#ended.has(id)) this.#options.onWithdrawn(id);
    for (const [id, report] of this.#ended) {
      if (!ids.has(id)) this.#ended.delete(id);
      else if (!this.#reports.includes(report)) this.#reports.push(report);
    }
    return open.filter(({ id }) => !this.#ended.has(id));
  }

  async #do(action: ResponseAction, signal?: AbortSignal): Promise<void> {
    const { carryOut, log } = this.#options;
    const { id, type } = action;
    this.#reports.push({ id, status: 'InProgress' });
    await this.#exchange();
    const outcome = await carryOut(action, signal).catch((error: unknown) =>
      fail(error instanceof Error ? error.message : String(error)),
    );
    log('info', outcome.ok ? `${type} was carried out` : `${type} failed: ${outcome.error}`);
    const report: ActionReport = outcome.ok
      ? { id, status: 'Succeeded' }
      : { id, status: 'Failed', reason: outcome.error };
    this.#ended.set(id, report);
    this.#reports.push(report);
  }
}
