/** Starts the sensor as its own process against a small intake, for the sensor's benchmarks. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IntakeServer, startIntake } from '../packages/sensor/test/support/intake-server.ts';

const entry = fileURLToPath(new URL('../packages/sensor/src/main.ts', import.meta.url));

/** A sensor that runs by itself, and what it has delivered. */
export interface RunningSensor {
  readonly pid: number;
  readonly intake: IntakeServer;
  stop(): Promise<void>;
}

const isEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** Starts the sensor with one capture method; `undefined` when the method is not available here. */
export const runSensor = async (method: string): Promise<RunningSensor | undefined> => {
  const intake = await startIntake();
  const child = spawn(process.execPath, [entry], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {
      PATH: process.env.PATH,
      VAKT_SENSOR_URL: intake.url.href,
      VAKT_SENSOR_CA_FILE: intake.caFile,
      VAKT_SENSOR_STATE: join(intake.folder, 'state'),
      VAKT_SENSOR_ENROLMENT_KEY_FILE: intake.keyFile,
      VAKT_SENSOR_METHODS: method,
    },
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    if (!isEnded(child)) child.stdin.end();
    await ended;
    await intake.close();
  };
  const isUp = await Promise.race([
    intake.find(({ category }) => category.endsWith('DeviceProcessEvents')).then(() => true),
    ended.then(() => false),
  ]);
  if (isUp && child.pid !== undefined) return { pid: child.pid, intake, stop };
  await stop();
  return undefined;
};
