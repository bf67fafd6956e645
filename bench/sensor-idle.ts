/**
 * What the sensor costs while nothing happens: processor time of all its threads, from `/proc/<pid>/task/<n>/schedstat`,
 * second by second. A machine is seldom quite idle, so that seconds in which events came, and those beside them, are
 * counted apart. The aim is under 2 % of one core in the quiet ones. Usage: node bench/sensor-idle.ts [seconds]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { captureMethods } from '../packages/sensor/src/capture/kernel-event.ts';
import { type RunningSensor, runSensor } from './sensor-run.ts';

const SETTLE_MS = 10_000;
const AIM_PERCENT = 2;

const seconds = Number(process.argv[2] ?? 60);

interface Slot {
  readonly processorMs: number;
  readonly wallMs: number;
  readonly records: number;
}

/** Processor time of a process so far, in milliseconds. */
const processorMs = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`)
    .map(task => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]))
    .reduce((sum, nanoseconds) => sum + nanoseconds / 1e6, 0);

const residentMiB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const nextSecond = async ({ pid, intake }: RunningSensor): Promise<Slot> => {
  const [before, begun, records] = [processorMs(pid), performance.now(), intake.records.length];
  await delay(1000);
  return {
    processorMs: processorMs(pid) - before,
    wallMs: performance.now() - begun,
    records: intake.records.length - records,
  };
};

const percentOf = (slots: readonly Slot[]): number => {
  const spent = slots.reduce((sum, slot) => sum + slot.processorMs, 0);
  return (spent / slots.reduce((sum, slot) => sum + slot.wallMs, 0)) * 100;
};

const isQuiet = (_: Slot, index: number, slots: readonly Slot[]): boolean =>
  slots.slice(Math.max(0, index - 1), index + 2).every(({ records }) => records === 0);

const report = (method: string, slots: readonly Slot[], resident: number): void => {
  const quiet = slots.filter(isQuiet);
  const percent = percentOf(quiet);
  const verdict = percent < AIM_PERCENT ? `within ${AIM_PERCENT} %` : `not within ${AIM_PERCENT} %`;
  const records = slots.reduce((sum, slot) => sum + slot.records, 0);
  console.log(
    `${method}: ${percent.toFixed(2)} % of one core in ${quiet.length} quiet seconds (${verdict}), ` +
      `${percentOf(slots).toFixed(2)} % in all ${slots.length} with ${records} events, ${resident.toFixed(0)} MiB resident`,
  );
};

for (const method of captureMethods) {
  const sensor = await runSensor(method);
  if (!sensor) {
    console.log(`${method}: not available here`);
    continue;
  }
  await delay(SETTLE_MS);
  const slots: Slot[] = [];
  while (slots.length < seconds) slots.push(await nextSecond(sensor));
  report(method, slots, residentMiB(sensor.pid));
  await sensor.stop();
}
process.exit();
