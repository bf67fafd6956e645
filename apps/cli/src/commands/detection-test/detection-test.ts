import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { DefenderClient } from '@vakt/client/defender-client';
import type { Alert } from '@vakt/client/entities';
import { type Clock, systemClock } from '@vakt/contract/clock';
import { DETECTION_TEST_MARKER, detectionTestCommand } from '@vakt/contract/detection-test';
import { type Entropy, systemEntropy } from '@vakt/contract/entropy';
import type { CommandContext } from '../../context.ts';
import { CommandError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';

const POLL_INTERVAL_MS = 500;
/** Clocks of two machines differ; the id tells the alert from older ones anyway. */
const CLOCK_DIFFERENCE_MS = 300_000;

/** Lives long enough to be seen by a sensor that only looks every few seconds. */
const SECONDS_ALIVE = 5;

const runMarkedCommand = (id: string, signal: AbortSignal): number | undefined => {
  const { program, args } = detectionTestCommand(id, SECONDS_ALIVE);
  const child = spawn(program, args, { stdio: 'ignore', signal });
  child.on('error', () => undefined);
  child.unref();
  return child.pid;
};

const bears = (alert: Alert, id: string): boolean =>
  (alert.evidence ?? []).some(({ processCommandLine }) => processCommandLine?.includes(id));

const findAlert = async (
  client: DefenderClient,
  id: string,
  since: string,
  abortSignal: AbortSignal,
): Promise<Alert | undefined> => {
  const query = { filter: `alertCreationTime ge ${since}`, expand: 'evidence' } as const;
  for await (const alert of client.alerts.list(query, { abortSignal })) if (bears(alert, id)) return alert;
  return undefined;
};

const nothingCame = (id: string, waitSeconds: number): CommandError =>
  new CommandError({
    reason: 'failure',
    step: 'call',
    message: `No alert came within ${waitSeconds} s for the test ${id}`,
    mend: [
      'Does the sensor watch this machine? It runs with the server here, unless --no-sensor was given: vakt machines list',
      `Did its event arrive? vakt hunt 'DeviceProcessEvents | where ProcessCommandLine has "${id}"'`,
      'If it did, the rules are behind: what does the server log?',
    ],
  });

/** Looks until the alert is there or the time is over. */
const waitForAlert = async (
  look: () => Promise<Alert | undefined>,
  waitSeconds: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Alert | undefined> => {
  const deadline = clock.now() + waitSeconds * 1000;
  while (clock.now() < deadline) {
    const alert = await look();
    if (alert) return alert;
    await delay(POLL_INTERVAL_MS, undefined, { signal });
  }
  return undefined;
};

const randomId = (entropy: Entropy): string => entropy.uuid().replaceAll('-', '').slice(0, 12);

/** Runs the test and shows its alert. */
export const detectionTest = async (waitSeconds: number, context: CommandContext): Promise<void> => {
  const client = await (await context.connect()).defender();
  const id = randomId(systemEntropy);
  const startedAt = systemClock.now();
  const since = new Date(startedAt - CLOCK_DIFFERENCE_MS).toISOString();
  const pid = runMarkedCommand(id, context.signal);
  context.terminal.note(
    `Process ${pid} ran with the mark ${DETECTION_TEST_MARKER} ${id}; waiting for its alert …`,
  );
  const alert = await waitForAlert(
    () => findAlert(client, id, since, context.signal),
    waitSeconds,
    systemClock,
    context.signal,
  );
  if (!alert) throw nothingCame(id, waitSeconds);
  const seconds = ((systemClock.now() - startedAt) / 1000).toFixed(1);
  const { title, severity, machineId, computerDnsName, incidentId } = alert;
  showRecord(context, alert, {
    alert: alert.id,
    title,
    severity,
    machine: computerDnsName,
    machineId,
    incidentId,
  });
  context.terminal.note(`It took ${seconds} s from the process to the alert.`);
};
