import { PassThrough } from 'node:stream';
import { Terminal } from '../src/terminal.ts';

/** A terminal whose words a test can read. */
export interface TestTerminal {
  readonly terminal: Terminal;
  stdout(): string;
  stderr(): string;
}

export interface TestTerminalOptions {
  /** Whether a person reads standard output; its width in columns. */
  readonly columns?: number;
  /** What standard input holds. */
  readonly input?: string;
  /** Whether somebody is there to answer questions, with `input`. */
  readonly answers?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Told of what is written to standard error, as it is written. */
  readonly onNote?: (text: string) => void;
}

const collect = (stream: PassThrough, onText?: (text: string) => void): (() => string) => {
  let text = '';
  stream.setEncoding('utf8').on('data', chunk => {
    text += chunk;
    onText?.(chunk);
  });
  return () => text;
};

/** A terminal on streams of memory. */
export const testTerminal = ({
  columns,
  input = '',
  answers = false,
  environment = {},
  onNote,
}: TestTerminalOptions = {}): TestTerminal => {
  const stdin = new PassThrough();
  stdin.end(input);
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  if (answers) for (const stream of [stdin, stderr]) Object.assign(stream, { isTTY: true });
  if (columns !== undefined) Object.assign(stdout, { isTTY: true, columns });
  const terminal = new Terminal({
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    environment,
  });
  return { terminal, stdout: collect(stdout), stderr: collect(stderr, onNote) };
};
