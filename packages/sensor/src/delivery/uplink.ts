import type { Entropy } from '@vakt/contract/entropy';
import type { SensorLog } from '../options.ts';
import { backoffMs, retryAfterMs } from './backoff.ts';
import type { Enrolment, EnrolmentFile } from './enrolment.ts';
import { envelopeOf } from './record.ts';
import type { Spool, SpoolBatch } from './spool.ts';
import { textMember } from './state-file.ts';
import type { Reply, Transport } from './transport.ts';

/** What the uplink works with. */
export interface UplinkOptions {
  readonly spool: Spool;
  readonly transport: Transport;
  readonly enrolment: EnrolmentFile;
  readonly log: SensorLog;
  readonly entropy: Entropy;
  /** Waits `ms`, or until `signal` is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const EVENTS_PATH = '/intake/events';
const BATCH_BYTES = 512 * 1024;

/** What to do after a delivery: go on, send the head again, send less of it, or leave its first record out. */
type Verdict = 'accepted' | 'wait' | 'enrol' | 'smaller';

const verdictOf = ({ status }: Reply): Verdict => {
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 401) return 'enrol';
  if (status === 400 || status === 413 || status === 422) return 'smaller';
  return 'wait';
};

/** The reasons in `{"rejected":[{"index","reason"}]}`. */
const rejectedReasons = (body: string): string[] => {
  try {
    const { rejected }: { readonly rejected?: unknown } = JSON.parse(body) ?? {};
    return Array.isArray(rejected) ? rejected.map(one => textMember(one, 'reason') ?? 'no reason') : [];
  } catch {
    return [];
  }
};

/** Delivers the spool to the server, in order, until it is stopped. */
export class Uplink {
  readonly #options: UplinkOptions;
  readonly #stopping = new AbortController();
  #wake: () => void = () => {};
  #failures = 0;
  #batchBytes = BATCH_BYTES;
  #refused = 0;
  #running: Promise<void> | undefined;

  constructor(options: UplinkOptions) {
    this.#options = options;
  }

  /** Records that the server refused for what they are. */
  get refused(): number {
    return this.#refused;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Says that the spool has got records. */
  notify(): void {
    this.#wake();
  }

  /** Makes a last attempt to deliver what is there, and ends. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      if (!this.#options.spool.isEmpty) await this.#attempt();
      else await new Promise<void>(resolve => (this.#wake = resolve));
    }
    const left = this.#options.enrolment.stored();
    if (left && this.#failures === 0) await this.#deliver(left);
  }

  async #attempt(): Promise<void> {
    const { enrolment, transport } = this.#options;
    const stored = enrolment.stored();
    if (stored) return this.#deliver(stored);
    const enrolled = await enrolment.enrol(transport);
    if (!enrolled.ok) return this.#pause(`enrolment: ${enrolled.error}`);
    this.#options.log('info', 'enrolled');
  }

  async #deliver({ deviceToken, tenantId }: Enrolment): Promise<void> {
    const { spool, transport } = this.#options;
    const batch = spool.peek(this.#batchBytes);
    if (!batch) return;
    const reply = await transport.post(EVENTS_PATH, envelopeOf(tenantId, batch.records), deviceToken);
    if (!reply.ok) return this.#pause(reply.error);
    await this.#settle(batch, reply.value);
  }

  async #settle(batch: SpoolBatch, reply: Reply): Promise<void> {
    switch (verdictOf(reply)) {
      case 'accepted':
        this.#failures = 0;
        this.#noteRejected(reply);
        this.#batchBytes = BATCH_BYTES;
        return this.#options.spool.acknowledge(batch);
      case 'enrol':
        this.#options.enrolment.forget();
        return this.#pause('the server no longer takes the device token');
      case 'smaller':
        return this.#sendLess(batch, reply.status);
      case 'wait':
        return this.#pause(`status ${reply.status}`, reply.retryAfterSeconds);
    }
  }

  /** A server takes what is good of a batch and names the rest with its reasons. */
  #noteRejected({ body }: Reply): void {
    const reasons = rejectedReasons(body);
    this.#refused += reasons.length;
    const [first] = reasons;
    if (first !== undefined)
      this.#options.log('error', `the server refuses ${reasons.length} records, the first: ${first}`);
  }

  /** Narrows a refused batch down to the record that is refused, leaves that one out and says so. */
  #sendLess(batch: SpoolBatch, status: number): void {
    if (batch.records.length > 1) {
      this.#options.spool.release();
      this.#batchBytes = Math.max(1, Math.floor(this.#batchBytes / 2));
      return;
    }
    this.#refused += 1;
    this.#options.log('error', `the server refuses a record with status ${status}; it is left out`);
    this.#options.spool.acknowledge(batch);
    this.#batchBytes = BATCH_BYTES;
  }

  async #pause(reason: string, retryAfterSeconds?: number): Promise<void> {
    const { log, entropy, wait } = this.#options;
    this.#failures += 1;
    if (this.#failures === 1) log('warning', `delivery waits: ${reason}`);
    const ms =
      retryAfterSeconds === undefined ? backoffMs(this.#failures, entropy) : retryAfterMs(retryAfterSeconds);
    await wait(ms, this.#stopping.signal);
  }
}
