import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { addAbortSignal, Writable } from 'node:stream';
import { formatJson } from './output/json.ts';
import { type Column, formatTable } from './output/table.ts';

/** The streams that a terminal stands on. */
export interface TerminalStreams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const DEFAULT_WIDTH = 100;

/** Swallows what readline echoes, so that a secret is not shown while it is typed. */
const silent = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** The only owner of the terminal: what it is, what it may show, and every word written to it. */
export class Terminal {
  readonly #streams: TerminalStreams;
  #progress = '';

  constructor(streams: TerminalStreams) {
    this.#streams = streams;
    // A reader that goes away early, `head` for one, is no failure of ours.
    streams.stdout.on('error', error => {
      if ('code' in error && error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }

  /** Whether a person reads standard output. */
  get isInteractive(): boolean {
    return this.#streams.stdout.isTTY === true;
  }

  /** Whether somebody is there to answer a question. */
  get canPrompt(): boolean {
    return this.#streams.stdin.isTTY === true && this.#streams.stderr.isTTY === true;
  }

  get #hasColour(): boolean {
    return this.isInteractive && !this.#streams.environment['NO_COLOR'];
  }

  #bold(text: string): string {
    return this.#hasColour ? `\u001b[1m${text}\u001b[22m` : text;
  }

  /** A line of data, to standard output. */
  print(line: string): void {
    this.#streams.stdout.write(`${line}\n`);
  }

  /** A line for the person at the terminal, to standard error. */
  note(line: string): void {
    this.#streams.stderr.write(`${line}\n`);
  }

  /** Writes over the line written by the last call; nothing without a terminal. */
  progress(line: string): void {
    if (this.#streams.stderr.isTTY !== true || line === this.#progress) return;
    this.#progress = line;
    this.#streams.stderr.write(`\r\u001b[2K${line}`);
  }

  /** Whole objects, for programs. */
  json(value: unknown): void {
    this.print(formatJson(value));
  }

  /** A table for people; tab-separated values without headings when the output goes elsewhere. */
  table<Item>(columns: readonly Column<Item>[], items: readonly Item[]): void {
    const lines = formatTable(columns, items, {
      aligned: this.isInteractive,
      width: this.#streams.stdout.columns ?? DEFAULT_WIDTH,
      emphasise: text => this.#bold(text),
    });
    for (const line of lines) this.print(line);
  }

  /** Asks for a secret without showing it. Only where `canPrompt`. */
  async askSecret(question: string, signal: AbortSignal): Promise<string> {
    this.#streams.stderr.write(`${question}: `);
    const lines = createInterface({ input: this.#streams.stdin, output: silent(), terminal: true });
    try {
      return await lines.question('', { signal });
    } finally {
      lines.close();
      this.#streams.stderr.write('\n');
    }
  }

  /** Asks for a line; it is empty when the input ends instead. Only where `canPrompt`. */
  async ask(question: string, signal: AbortSignal): Promise<string> {
    const lines = createInterface({ input: this.#streams.stdin, output: this.#streams.stderr });
    try {
      const ended = once(lines, 'close').then(() => '');
      return await Promise.race([lines.question(`${question}: `, { signal }), ended]);
    } finally {
      lines.close();
    }
  }

  /** All of standard input. */
  async readInput(signal: AbortSignal): Promise<string> {
    const input = addAbortSignal(signal, this.#streams.stdin.setEncoding('utf8'));
    let text = '';
    for await (const chunk of input) text += chunk;
    return text;
  }
}
