import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { EnrolmentFile } from '../../delivery/enrolment.ts';
import type { Reply, Transport } from '../../delivery/transport.ts';
import type { LiveResponseCommand } from './command.ts';

/** How the server is reached. */
export interface LineOptions {
  readonly transport: Pick<Transport, 'post' | 'download'>;
  readonly enrolment: Pick<EnrolmentFile, 'stored'>;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

const TRIES = 5;
const BETWEEN_TRIES_MS = 2_000;
/** A file of the library has 20 MB at most. */
const LARGEST_LIBRARY_FILE = 20 * 1_048_576;

/** What the server is told and asked of one session, in the name of this device. */
export class SessionLine {
  readonly #options: LineOptions;
  readonly #path: string;

  constructor(options: LineOptions, actionId: string) {
    this.#options = options;
    this.#path = `/intake/devices/actions/${encodeURIComponent(actionId)}/commands`;
  }

  /** Says how a command goes; the failure is that the server does not want to know, or cannot be told. */
  report(
    { index }: LiveResponseCommand,
    status: 'InProgress' | 'Completed' | 'Failed',
    errors: readonly string[] = [],
  ): Promise<Result<void, string>> {
    return this.#post(`/${index}`, JSON.stringify({ status, errors }), 'application/json');
  }

  /** Sends what a command gave. */
  sendResult({ index }: LiveResponseCommand, content: string | Uint8Array): Promise<Result<void, string>> {
    return this.#post(`/${index}/result`, content, 'application/octet-stream');
  }

  /** The file of the library that a command needs, exactly as it was when the session was asked for. */
  async fetchFile({ index, sha256 }: LiveResponseCommand): Promise<Result<Buffer, string>> {
    const { transport, enrolment } = this.#options;
    const path = `${this.#path}/${index}/file`;
    const token = enrolment.stored()?.deviceToken;
    const download = await transport.download(path, LARGEST_LIBRARY_FILE, token);
    if (!download.ok) return fail(`The file of the library could not be fetched: ${download.error}.`);
    const { status, content } = download.value;
    if (status !== 200)
      return fail('The library does not have the file any more as it was when the session was asked for.');
    return createHash('sha256').update(content).digest('hex') === sha256
      ? ok(content)
      : fail('The file that the server sent is not the one that the session names.');
  }

  async #post(path: string, body: string | Uint8Array, contentType: string): Promise<Result<void, string>> {
    const { transport, enrolment, wait, signal } = this.#options;
    for (let tries = 1; ; tries += 1) {
      const token = enrolment.stored()?.deviceToken;
      const reply = await transport.post(`${this.#path}${path}`, body, token, contentType);
      if (!isPassing(reply) || tries === TRIES || signal.aborted) return outcomeOf(reply);
      await wait(BETWEEN_TRIES_MS, signal);
    }
  }
}

/** Whether the same may succeed a little later. */
const isPassing = (reply: Result<Reply, string>): boolean => !reply.ok || reply.value.status >= 500;

const outcomeOf = (reply: Result<Reply, string>): Result<void, string> => {
  if (!reply.ok) return fail(`The server could not be told: ${reply.error}.`);
  const { status } = reply.value;
  if (status === 204) return ok(undefined);
  return fail(
    status === 404
      ? 'The session is over: it was cancelled, or has waited too long.'
      : `The server refuses it with status ${status}.`,
  );
};
