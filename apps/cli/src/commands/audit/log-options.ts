import { type Command, Option } from 'commander';
import { parseCount } from '../../parsing.ts';
import { parseSince, type Since } from './since.ts';

/** Which entries of a log to show. */
export interface LogOptions {
  readonly since: Since;
  readonly app?: string;
  readonly user?: string;
  readonly failures?: boolean;
  readonly top: number;
}

const DEFAULT_SINCE = '1d';
const DEFAULT_TOP = 50;

/** The options of both logs. */
export const addLogOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--since <when>', 'how far back: 30m, 12h, 7d, or a time in ISO 8601')
        .argParser(parseSince)
        .default(parseSince(DEFAULT_SINCE), DEFAULT_SINCE),
    )
    .option('--app <app>', 'of one application: its client id or name')
    .option('--user <user>', 'of one user: the sign-in name or object id')
    .option('--failures', 'only what was refused')
    .option('--top <n>', 'how many to show', parseCount, DEFAULT_TOP);
