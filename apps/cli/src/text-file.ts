import { readFileSync } from 'node:fs';
import type { CommandContext } from './context.ts';
import { usageError } from './failure/command-error.ts';

/** The text of a file named on the command line; `-` is standard input. */
export const readText = async (file: string, { terminal, signal }: CommandContext): Promise<string> => {
  if (file === '-') return terminal.readInput(signal);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw usageError(`${file} cannot be read: ${(error as Error).message}`);
  }
};
