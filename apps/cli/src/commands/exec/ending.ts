import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

/** The exit code that shells give to a program which a signal ended. */
export const exitCodeOf = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal]);

/** Shows a line to the person at the terminal. */
export type Say = (line: string) => void;

/** What shells answer for a file that is there and cannot be run. */
const CANNOT_RUN = 126;

/** Waits for a program to end; its exit code. */
export const endOf = async (child: ChildProcess, say: Say): Promise<number> => {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return exitCodeOf(code, signal);
  } catch (error) {
    say(`vakt: The program cannot be run: ${(error as Error).message}`);
    return CANNOT_RUN;
  }
};

const PASSED_ON = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;
/** A terminal sends these to the program itself as well. */
const OF_THE_KEYBOARD = ['SIGINT', 'SIGQUIT'] as const;

/**
 * Passes on to a program the signals that this process gets, and lives on itself, while `work` is done.
 *
 * `work` starts the program: a signal that comes as soon as the program runs must not end this process alone.
 *
 * @param isAtTerminal whether the keyboard's signals reach the program by themselves
 */
export const passingSignals = async <Outcome>(
  pass: (signal: NodeJS.Signals) => void,
  isAtTerminal: boolean,
  work: () => Promise<Outcome>,
): Promise<Outcome> => {
  const listeners = new Map<NodeJS.Signals, () => void>();
  for (const signal of PASSED_ON) listeners.set(signal, () => pass(signal));
  for (const signal of OF_THE_KEYBOARD) listeners.set(signal, () => isAtTerminal || pass(signal));
  for (const [signal, listener] of listeners) process.on(signal, listener);
  try {
    return await work();
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  }
};
