import type { Command } from 'commander';
import { parseCount } from '../parsing.ts';

/** How much of a collection to show. */
export interface ListOptions {
  readonly filter?: string;
  readonly top: number;
  readonly all?: boolean;
}

const DEFAULT_TOP = 50;

/** The options that every `list` has. */
export const addListOptions = (command: Command, filterExample: string): Command =>
  command
    .option('--filter <odata>', `an OData filter: "${filterExample}"`)
    .option('--top <n>', 'how many to show', parseCount, DEFAULT_TOP)
    .option('--all', 'show every one');
