import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, runLine } from './run-line.ts';
import type { TestTerminalOptions } from './streams.ts';

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface FakeReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** What is answered: by method and path, `GET /api/alerts` for one. */
export type FakeRoutes = Readonly<Record<string, (request: SeenRequest) => FakeReply>>;

const tls = (name: string): string => readFileSync(new URL(`tls/${name}`, import.meta.url), 'utf8');

export const SECRET = 'demo-secret-value';
export const PASSWORD = 'demo-password-value';

const tokenRoute = (request: SeenRequest): FakeReply => {
  const form = new URLSearchParams(request.body);
  const proof = form.get('client_secret') ?? form.get('password');
  if (proof === SECRET || proof === PASSWORD)
    return {
      json: {
        token_type: 'Bearer',
        expires_in: 3599,
        access_token: `${form.get('grant_type')} ${form.get('scope')}`,
      },
    };
  return {
    status: 401,
    json: {
      error: 'invalid_client',
      error_description: 'AADSTS7000215: Invalid client secret provided. Trace ID: t',
      error_codes: [7000215],
    },
  };
};

/** A Vakt of wire shapes only, its data directory, and the command line in front of it. */
export class FakeVakt {
  /** Requests besides those for tokens, as `METHOD path`, in order. */
  readonly seen: (SeenRequest & { readonly call: string })[] = [];
  /** The data directory, with `demo.env` and the certificate authority. */
  readonly folder = mkdtempSync(join(tmpdir(), 'vakt-cli-fake-'));
  readonly #server: Server;
  readonly #routes: FakeRoutes;
  readonly #unexpected: string[] = [];

  private constructor(routes: FakeRoutes) {
    this.#routes = { 'POST /demo/oauth2/v2.0/token': tokenRoute, ...routes };
    this.#server = createServer({ key: tls('localhost-key.pem'), cert: tls('localhost.pem') });
    this.#server.on('request', (request, response) => void this.#answer(request, response));
  }

  static async start(routes: FakeRoutes = {}): Promise<FakeVakt> {
    const fake = new FakeVakt(routes);
    fake.#server.listen(0, '127.0.0.1');
    await once(fake.#server, 'listening');
    fake.#writeDataDirectory();
    return fake;
  }

  get origin(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Runs a command line as a user in the folder of a demo would. */
  run(args: readonly string[], options: TestTerminalOptions = {}): Promise<Outcome> {
    return runLine(args, this.folder, this.folder, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
    rmSync(this.folder, { recursive: true, force: true });
    if (this.#unexpected.length > 0) throw new Error(`Nobody expected ${this.#unexpected.join(', ')}`);
  }

  #writeDataDirectory(): void {
    mkdirSync(join(this.folder, 'tls'));
    writeFileSync(join(this.folder, 'tls', 'ca.pem'), tls('localhost.pem'));
    writeFileSync(
      join(this.folder, 'demo.env'),
      [
        `VAKT_URL='${this.origin}'`,
        `VAKT_TENANT_ID='demo'`,
        `VAKT_CLIENT_ID='demo-app'`,
        `VAKT_CLIENT_SECRET='${SECRET}'`,
        `VAKT_USERNAME='admin@demo.example'`,
        `VAKT_PASSWORD='${PASSWORD}'`,
      ].join('\n'),
    );
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? '/', 'https://localhost');
    const call = `${request.method} ${decodeURIComponent(url.pathname)}`;
    const seen = { query: url.searchParams, headers: request.headers, body };
    if (!call.endsWith('/token')) this.seen.push({ call, ...seen });
    const route = this.#routes[call];
    if (!route) this.#unexpected.push(call);
    const { status = 200, headers, json } = route?.(seen) ?? { status: 501 };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(json === undefined ? '' : JSON.stringify(json));
  }
}
