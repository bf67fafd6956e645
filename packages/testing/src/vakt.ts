import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';

/** `ready.json` of a serving Vakt. */
export interface Ready {
  readonly url: string;
  readonly caFile: string;
  readonly pid: number;
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly credentialsFile?: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; fails when it is none. */
  json<Body>(): Body;
}

export interface CallOptions {
  readonly method?: string;
  readonly token?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** The body to the letter. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const entry = fileURLToPath(import.meta.resolve('@vakt/server/main'));
const START_TIMEOUT_MS = 120_000;
const DEFENDER_SCOPE = 'https://api.securitycenter.microsoft.com/.default';

/** A whole Vakt in processes of its own, with its data in a temporary folder: what a user has, started by a test. */
export class TestVakt {
  readonly folder: string;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  #agent: Agent | undefined;
  #ready: Ready | undefined;
  /** What the server printed, for the message of a failed start. */
  output = '';

  private constructor(folder: string, args: readonly string[]) {
    this.folder = folder;
    this.#args = args;
  }

  /** @param args flags of the server besides data and port. */
  static async start(args: readonly string[] = ['--demo']): Promise<TestVakt> {
    const folder = mkdtempSync(join(tmpdir(), 'vakt-test-'));
    // PostgreSQL runs as another user when the tests run as root.
    chmodSync(folder, 0o755);
    const vakt = new TestVakt(folder, args);
    await vakt.startAgain();
    return vakt;
  }

  get ready(): Ready {
    if (!this.#ready) throw new Error('This Vakt does not run.');
    return this.#ready;
  }

  /** The data directory. */
  get data(): string {
    return join(this.folder, 'data');
  }

  /** Variables of `demo.env`. */
  get demo(): Readonly<Record<string, string>> {
    const lines = readFileSync(join(this.data, 'demo.env'), 'utf8').trim().split('\n');
    return Object.fromEntries(
      lines.map(line => [
        line.slice(0, line.indexOf('=')),
        line.slice(line.indexOf('=') + 1).replace(/^'|'$/g, ''),
      ]),
    );
  }

  /** Starts on the same data directory; resolves when `ready.json` is there. */
  async startAgain(args: readonly string[] = this.#args): Promise<void> {
    rmSync(join(this.data, 'ready.json'), { force: true });
    const child = spawn(process.execPath, [entry, '--data', this.data, '--port', '0', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, VAKT_PORT: '', VAKT_DATA: '' },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', chunk => (this.output += String(chunk)));
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!existsSync(join(this.data, 'ready.json'))) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`Vakt did not start (exit code ${child.exitCode}):\n${this.output}`);
      await delay(10);
    }
    this.#ready = JSON.parse(readFileSync(join(this.data, 'ready.json'), 'utf8')) as Ready;
    // Whatever host a call names: the certificate is this server's own.
    const servername = 'localhost';
    this.#agent = new Agent({ ca: readFileSync(this.#ready.caFile), keepAlive: true, servername });
  }

  /** The server's process and every descendant of it, as `/proc` knows them. */
  processes(): number[] {
    const root = this.#child?.pid;
    if (root === undefined) return [];
    const childrenOf = (pid: number): number[] => {
      const file = `/proc/${pid}/task/${pid}/children`;
      const children = existsSync(file)
        ? readFileSync(file, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number)
        : [];
      return [...children, ...children.flatMap(childrenOf)];
    };
    return [root, ...childrenOf(root)];
  }

  /** Kills every process at once, as a power cut would. */
  async killAll(): Promise<void> {
    const pids = this.processes();
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended with its parent.
      }
    }
    await this.#ended();
  }

  async #ended(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null)
      await new Promise<void>(settle => child.once('exit', () => settle()));
    this.#agent?.destroy();
    this.#ready = undefined;
  }

  /** Ends the server in order and keeps its data; returns the exit code. */
  async stop(): Promise<number | null> {
    this.#child?.kill('SIGTERM');
    await this.#ended();
    return this.#child?.exitCode ?? null;
  }

  /** Ends the server and removes its data. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Calls a public endpoint. */
  call(path: string, options: CallOptions = {}): Promise<Reply> {
    const { json, form, raw, token } = options;
    const body =
      json !== undefined ? JSON.stringify(json) : (raw ?? (form && new URLSearchParams(form).toString()));
    const headers = {
      ...(body !== undefined &&
        raw === undefined && {
          'content-type': json !== undefined ? 'application/json' : 'application/x-www-form-urlencoded',
        }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...options.headers,
    };
    const method = options.method ?? (body === undefined ? 'GET' : 'POST');
    return new Promise((settle, refuse) => {
      const outgoing = request(
        new URL(path, this.ready.url),
        { method, headers, ...(this.#agent && { agent: this.#agent }) },
        incoming => {
          let text = '';
          incoming.setEncoding('utf8');
          incoming.on('data', chunk => (text += chunk));
          incoming.on('error', refuse);
          incoming.on('end', () =>
            settle({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              text,
              json: <Body>() => JSON.parse(text) as Body,
            }),
          );
        },
      );
      outgoing.on('error', refuse);
      outgoing.end(body);
    });
  }

  /** A token in application context; the reply of the v2 endpoint as it is. */
  token(
    clientId: string,
    secret: string,
    scope = DEFENDER_SCOPE,
    tenant = this.ready.tenantId,
  ): Promise<string> {
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope };
    return this.#accessToken(form, tenant);
  }

  /** A token of the demo tenant's administrator, by the command line's own client. */
  administratorToken(scope = DEFENDER_SCOPE): Promise<string> {
    const { VAKT_USERNAME: username = '', VAKT_PASSWORD: password = '' } = this.demo;
    const form = { grant_type: 'password', client_id: VAKT_CLI_APP_ID, username, password, scope };
    return this.#accessToken(form, this.ready.tenantId);
  }

  async #accessToken(form: Readonly<Record<string, string>>, tenant: string | undefined): Promise<string> {
    const reply = await this.call(`/${tenant}/oauth2/v2.0/token`, { form });
    if (reply.status !== 200) throw new Error(`No token: ${reply.text}`);
    return reply.json<{ access_token: string }>().access_token;
  }
}
