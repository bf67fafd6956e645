import type { Clock } from '@vakt/contract/clock';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { FileHasher } from '../../process/file-hashes.ts';
import { timestampOf, unixNsOfMs } from '../../time/timestamp.ts';
import type { CarryOut } from '../action.ts';
import { completionRow, detectionRow, interruptionRow, type Scan } from './antivirus-rows.ts';
import type { Recognition } from './clamav-output.ts';
import type { RunScan } from './clamscan.ts';

export interface AntivirusScanOptions {
  readonly run: RunScan;
  /** What each type of scan looks through. */
  readonly places: Readonly<Record<'Quick' | 'Full', () => readonly string[]>>;
  /** Folders that are left out; asked at the start of a scan. */
  readonly excluded: () => readonly string[];
  readonly hasher: FileHasher;
  readonly clock: Clock;
  /** Takes a row of DeviceEvents. */
  readonly emit: (row: HuntingRow) => void;
}

const HOUR_MS = 3_600_000;
const TIME_LIMITS_MS = { Quick: HOUR_MS, Full: 24 * HOUR_MS } as const;
/** A machine full of findings is told by fewer. */
const MOST_REPORTED = 1_000;
const NEVER = new AbortController().signal;

/**
 * Carries `RunAntiVirusScan` out: what the antivirus recognises is reported as events while it looks, and left where it is.
 * It succeeds when the antivirus has looked through everything, whatever was found.
 */
export const antivirusScan = ({
  run,
  places,
  excluded,
  hasher,
  clock,
  emit,
}: AntivirusScanOptions): CarryOut => {
  const now = (): string => timestampOf(unixNsOfMs(clock.now()));

  return async ({ id, scope }, signal = NEVER): Promise<Result<void, string>> => {
    const type = scope === 'Full' ? 'Full' : 'Quick';
    const scan: Scan = { id, type };
    const reported = new Set<string>();
    let reporting: Promise<void> = Promise.resolve();
    const report = (recognition: Recognition): void => {
      if (reported.size >= MOST_REPORTED || reported.has(recognition.path)) return;
      reported.add(recognition.path);
      const time = now();
      reporting = reporting.then(async () => emit(await detectionRow(recognition, scan, time, hasher)));
    };
    const outcome = await run({
      paths: places[type](),
      excluded: excluded(),
      timeLimitMs: TIME_LIMITS_MS[type],
      signal,
      onRecognition: report,
    });
    await reporting;
    emit(
      outcome.ok
        ? completionRow(outcome.value, scan, now())
        : interruptionRow(signal.aborted, outcome.error, scan, now()),
    );
    return outcome.ok ? ok(undefined) : fail(outcome.error);
  };
};
