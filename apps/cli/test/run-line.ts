import { join } from 'node:path';
import { createProgram } from '../src/program.ts';
import { runProgram } from '../src/run.ts';
import { type TestTerminalOptions, testTerminal } from './streams.ts';

/** How a command line ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface LineOptions extends TestTerminalOptions {
  /** Stops the command, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a command line as a user would in the folder of an installation.
 *
 * @param data its data directory
 * @param home where logins are kept
 */
export const runLine = async (
  args: readonly string[],
  data: string,
  home: string,
  { signal = new AbortController().signal, ...options }: LineOptions = {},
): Promise<Outcome> => {
  const { terminal, stdout, stderr } = testTerminal(options);
  const environment = { VAKT_DATA: data, XDG_CONFIG_HOME: join(home, 'config'), ...options.environment };
  const code = await runProgram(createProgram, args, { terminal, environment, signal });
  return { code, stdout: stdout(), stderr: stderr() };
};
