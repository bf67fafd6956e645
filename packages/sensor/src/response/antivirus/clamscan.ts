import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { Readable } from 'node:stream';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type Recognition, recognitionIn, type ScanSummary, summaryIn } from './clamav-output.ts';

/** What to look through. Paths are absolute. */
export interface ScanOrder {
  readonly paths: readonly string[];
  /** Folders that are left out. */
  readonly excluded: readonly string[];
  readonly timeLimitMs: number;
  /** Aborted when nobody wants the scan any more. */
  readonly signal: AbortSignal;
  readonly onRecognition: (recognition: Recognition) => void;
}

/** Looks through files; the failure is a sentence for people. */
export type RunScan = (order: ScanOrder) => Promise<Result<ScanSummary, string>>;

/** Lines of the end are kept, for the summary. */
const LINES_KEPT = 30;
const MISSING =
  'ClamAV is not installed on this device (Debian: apt-get install clamav). Without it the sensor has no antivirus to run.';
const NO_SIGNATURES =
  'ClamAV has no signatures on this device, so it would recognise nothing. `freshclam` brings them.';

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One file may not hold up all others, and no archive may unfold without end. */
const LIMITS = ['--max-filesize=256M', '--max-scansize=512M', '--max-files=20000', '--max-dir-recursion=100'];

const argumentsOf = ({ paths, excluded }: ScanOrder, database: string | undefined): string[] => [
  ...(database === undefined ? [] : [`--database=${database}`]),
  '--recursive',
  '--infected',
  '--stdout',
  '--follow-dir-symlinks=0',
  '--follow-file-symlinks=0',
  ...LIMITS,
  // Where a name breaks the line, what is printed of it could pass for what is printed of another file.
  '--exclude=\n',
  '--exclude-dir=\n',
  ...excluded.map(folder => `--exclude-dir=^${escapeRegExp(folder)}(/|$)`),
  ...paths,
];

/** Only line feeds end a line here: names may hold what else readers take for a line's end. */
const eachLine = (stream: Readable, take: (line: string) => void): void => {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
};

/** As far back as the machine has anything else to do. */
const makeHumble = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It ended already.
  }
};

const UNFINISHED = 'ClamAV did not come to its end.';

const outcomeOf = (lines: readonly string[]): Result<ScanSummary, string> => {
  const summary = summaryIn(lines);
  if (!summary) return fail(UNFINISHED);
  return summary.signatures === 0 ? fail(NO_SIGNATURES) : ok(summary);
};

/** Why there was no whole scan: the program is not there, its time was over, or nobody wants it any more. */
const explain = (error: NodeJS.ErrnoException, timeLimitMs: number, isLate: boolean): string => {
  if (error.code === 'ENOENT') return MISSING;
  return isLate
    ? `${UNFINISHED} Its time of ${Math.ceil(timeLimitMs / 60_000)} minutes was over.`
    : `The scan was stopped: ${error.message}`;
};

/**
 * The program `clamscan`.
 *
 * @param database the signatures to use, in place of those of the machine.
 */
export const clamscan =
  (database?: string): RunScan =>
  order =>
    new Promise(resolve => {
      const { signal, timeLimitMs, onRecognition } = order;
      const deadline = AbortSignal.timeout(timeLimitMs);
      const lines: string[] = [];
      const child = spawn('clamscan', argumentsOf(order, database), {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, LC_ALL: 'C' },
        signal: AbortSignal.any([signal, deadline]),
        killSignal: 'SIGKILL',
      });
      makeHumble(child.pid);
      eachLine(child.stdout, line => {
        const recognition = recognitionIn(line);
        if (recognition) onRecognition(recognition);
        lines.push(line);
        if (lines.length > LINES_KEPT) lines.shift();
      });
      child.on('error', error => resolve(fail(explain(error, timeLimitMs, deadline.aborted))));
      child.on('close', () => resolve(outcomeOf(lines)));
    });
