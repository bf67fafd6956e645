import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { fail, ok, type Result } from '@vakt/contract/result';

/** How a script is run. */
export interface ScriptRun {
  readonly file: string;
  readonly args: readonly string[];
  /** The folder that it starts in. */
  readonly folder: string;
  readonly limitMs: number;
  /** Ends it when aborted, with a reason that is a sentence. */
  readonly signal: AbortSignal;
}

/** How a script ended by itself. */
export interface ScriptOutcome {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** The most of each stream that is kept, in bytes; the rest is read and forgotten. */
export const MOST_OUTPUT = 1_048_576;
/** What a shell gives a program that a signal ended. */
const SIGNALLED = 128;
/** How long the output of an ended script is waited for: what left its process group may hold it open for ever. */
const DRAIN_MS = 1_000;
const SHEBANG = Buffer.from('#!');
const ELF = Buffer.from('\x7fELF', 'latin1');

/** Nothing of the sensor's own environment, which may hold secrets. */
const environment = (folder: string) => ({
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: folder,
  LANG: 'C.UTF-8',
});

/** Whether the system knows by itself how to run a file. */
const isRunnable = async (file: string): Promise<boolean> => {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(ELF.length), 0, ELF.length, 0);
    return buffer.subarray(0, SHEBANG.length).equals(SHEBANG) || buffer.equals(ELF);
  } finally {
    await handle.close();
  }
};

/** Collects the beginning of a stream. */
const collect = (stream: Readable | null): (() => string) => {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    if (size < MOST_OUTPUT) chunks.push(chunk.subarray(0, MOST_OUTPUT - size));
    size += chunk.length;
  });
  return () => {
    const text = Buffer.concat(chunks).toString();
    return size > MOST_OUTPUT ? `${text}\n[cut: ${size} bytes in all]` : text;
  };
};

/** Ends everything that a script has started, unless it left the script's process group. */
const endGroup = ({ pid }: ChildProcess): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
};

/** Waits until a script has ended, by itself or because it was stopped; whatever it left behind ends with it. */
const ended = (child: ChildProcess, { limitMs, signal }: ScriptRun): Promise<Result<number, string>> =>
  new Promise(resolve => {
    let stopped: string | undefined;
    let drain: NodeJS.Timeout | undefined;
    const stop = (reason: string): void => {
      stopped = reason;
      endGroup(child);
    };
    const onAbort = (): void => stop(String(signal.reason));
    const timer = setTimeout(
      () => stop(`The script ran longer than ${limitMs / 60_000} minutes and was stopped.`),
      limitMs,
    );
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    const settle = (outcome: Result<number, string>): void => {
      clearTimeout(timer);
      clearTimeout(drain);
      signal.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    child.once('error', error => settle(fail(`The script could not be started: ${error.message}.`)));
    child.once('exit', () => {
      endGroup(child);
      drain = setTimeout(
        () => [child.stdout, child.stderr].forEach(stream => void stream?.destroy()),
        DRAIN_MS,
      );
    });
    child.once('close', (code, signalName) => {
      const number = signalName === null ? 0 : constants.signals[signalName];
      settle(stopped === undefined ? ok(code ?? SIGNALLED + number) : fail(stopped));
    });
  });

/** Runs a script in a process group of its own; one without an interpreter of its own is the shell's. */
export const runScript = async (run: ScriptRun): Promise<Result<ScriptOutcome, string>> => {
  const [program, ...args] = (await isRunnable(run.file))
    ? [run.file, ...run.args]
    : ['/bin/sh', run.file, ...run.args];
  const child = spawn(program, args, {
    cwd: run.folder,
    env: environment(run.folder),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child.stdout);
  const errors = collect(child.stderr);
  const exitCode = await ended(child, run);
  return exitCode.ok ? ok({ exitCode: exitCode.value, output: output(), errors: errors() }) : exitCode;
};
