import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** The key and certificate of a client, as the libraries want them. */
export interface ProgramCertificate {
  /** PEM. */
  readonly privateKey: string;
  readonly pem: string;
  /** The SHA-1 thumbprint in hexadecimal digits. */
  readonly sha1: string;
}

/** What every request says: which client asks whom for what. */
interface ProgramClient {
  readonly authority: string;
  /** Whether the library asks the public cloud about the authority first, as it does when nobody tells it otherwise. */
  readonly instanceDiscovery: boolean;
  /** Whether it goes on after the first token; it is told not to only where its library cannot. */
  readonly goesOn: boolean;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

type Proof = { readonly secret: string } | { readonly certificate: ProgramCertificate };

/** A sign-in goes on to scopes of another resource with the same refresh token. */
interface SignIn {
  readonly otherScopes: readonly string[];
}

/** One thing to do with the library; the program does it, then goes on: looks into the library's cache and asks anew. */
export type ProgramRequest = ProgramClient &
  (
    | ({ readonly flow: 'application' } & Proof)
    | ({ readonly flow: 'password'; readonly username: string; readonly password: string } & SignIn)
    | ({ readonly flow: 'authorization-code'; readonly redirectUri: string } & SignIn & Proof)
    | ({ readonly flow: 'device-code' } & SignIn)
    | ({ readonly flow: 'on-behalf-of'; readonly assertion: string } & Proof)
  );

/** Access tokens that the library gave, in the order in which it was asked. */
export interface ProgramTokens {
  readonly first: string;
  /** What the library gave when it was asked for the same again. */
  readonly cached?: string;
  /** What it gave when it was told not to use its cache. */
  readonly renewed?: string;
  /** What it gave for `otherScopes`. */
  readonly other?: string;
  /** The account as the library knows it. */
  readonly username?: string;
}

/** A line of the program. */
type ProgramEvent =
  | ({ readonly event: 'tokens' } & ProgramTokens)
  | { readonly event: 'failed'; readonly message: string }
  | { readonly event: 'device-code'; readonly userCode: string }
  | { readonly event: 'authorize'; readonly url: string };

/** What a person does for the program meanwhile. */
export interface ProgramPerson {
  approveDevice(userCode: string): Promise<void>;
  /** Signs in at the address; resolves with where the browser is sent, the fields of a posted reply in the query. */
  authorize(url: string): Promise<URL>;
}

/** What the library said when it gave no token. */
export class ProgramFailure extends Error {
  override readonly name = 'ProgramFailure';
}

/**
 * A program in another language that holds a client library. It reads requests as lines of JSON on standard input and
 * answers each with lines of JSON: events for the person at the browser, then `tokens` or `failed`.
 */
export class ClientProgram {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines: AsyncIterator<string>;
  #complaints = '';

  private constructor(child: ChildProcessByStdio<Writable, Readable, Readable>) {
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.on('data', chunk => (this.#complaints += String(chunk)));
  }

  static start(
    [program = '', ...args]: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): ClientProgram {
    return new ClientProgram(
      spawn(program, args, { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'pipe'] }),
    );
  }

  #say(line: object): void {
    this.#child.stdin.write(`${JSON.stringify(line)}\n`);
  }

  async #hear(): Promise<ProgramEvent> {
    const { done, value } = await this.#lines.next();
    if (done) throw new Error(`The program ended:\n${this.#complaints}`);
    return JSON.parse(value) as ProgramEvent;
  }

  /** Has the program do one thing. */
  async ask(request: ProgramRequest, person: ProgramPerson): Promise<ProgramTokens> {
    this.#say(request);
    for (;;) {
      const event = await this.#hear();
      if (event.event === 'tokens') return event;
      if (event.event === 'failed') throw new ProgramFailure(event.message);
      if (event.event === 'device-code') await person.approveDevice(event.userCode);
      else this.#say({ redirect: (await person.authorize(event.url)).href });
    }
  }

  /** Lets the program end: there is nothing more to read for it. */
  async close(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    this.#child.stdin.end();
    await once(this.#child, 'close');
  }
}
