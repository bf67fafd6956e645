/** The sensor's process: reads its configuration, watches until it is told to stop, and says why when it cannot. */
import { fstatSync } from 'node:fs';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { readConfiguration, usage } from './configuration.ts';
import type { SensorLog } from './options.ts';
import { restoreQuarantined } from './response/quarantine/restore.ts';
import { type RestoreCommand, readRestoreCommand } from './response/quarantine/restore-command.ts';
import { startSensor } from './sensor.ts';

/** Exit codes of `sysexits.h`. */
const exitCode = { usage: 64, unsupportedSystem: 69, software: 70, cannotCreate: 73 } as const;

const log: SensorLog = (level, message) => console.error(`sensor: ${level}: ${message}`);

/** Whether stdin is a parent's pipe; a terminal or `/dev/null` says nothing when it ends. */
const isHeldByPipe = (): boolean => {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    return false;
  }
};

/** Settles on SIGTERM or SIGINT, or when the pipe that the parent holds open on stdin is closed. */
const toldToStop = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
    if (!isHeldByPipe()) return;
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => resolve());
    process.stdin.resume();
  });

const sayUsage = (error: string): number => {
  console.error(`${error}\n\n${usage}`);
  return exitCode.usage;
};

const restore = async ({ sha1, folder }: RestoreCommand): Promise<number> => {
  const restored = await restoreQuarantined(folder, sha1);
  if (restored.ok) for (const path of restored.value) console.log(path);
  else log('error', restored.error);
  return restored.ok ? 0 : exitCode.cannotCreate;
};

const run = async (): Promise<number> => {
  if (process.platform !== 'linux') {
    log('error', `only Linux can be watched so far, not ${process.platform}`);
    return exitCode.unsupportedSystem;
  }
  const args = process.argv.slice(2);
  const restoring = readRestoreCommand(args, process.env);
  if (restoring) return restoring.ok ? restore(restoring.value) : sayUsage(restoring.error);
  const configuration = readConfiguration(args, process.env);
  if (!configuration.ok) return sayUsage(configuration.error);
  const stop = toldToStop();
  const sensor = await startSensor({
    ...configuration.value,
    log,
    clock: systemClock,
    entropy: systemEntropy,
  });
  await stop;
  await sensor.stop();
  return 0;
};

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

process.exitCode = await run().catch((error: unknown) => {
  log('error', describe(error));
  return exitCode.software;
});
// What still waits for a reply or a hash must not hold the process back.
process.exit();
