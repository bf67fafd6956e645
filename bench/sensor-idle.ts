/**
 * What the sensor costs while nothing happens: processor time of its process, from `/proc/<pid>/stat`, over a window.
 * The aim is under 2 % of one core. Usage: node bench/sensor-idle.ts [seconds]
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { captureMethods } from '../packages/sensor/src/capture/kernel-event.ts';
import { runSensor } from './sensor-run.ts';

const TICKS_PER_SECOND = 100;
const SETTLE_MS = 10_000;
const AIM_PERCENT = 2;

const seconds = Number(process.argv[2] ?? 30);

const fieldsOf = (pid: number): string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};

/** User and system time of a process in seconds. */
const processorSeconds = (pid: number): number => {
  const fields = fieldsOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

const residentMiB = (pid: number): number => (Number(fieldsOf(pid)[21]) * 4096) / 1024 / 1024;

for (const method of captureMethods) {
  const sensor = await runSensor(method);
  if (!sensor) {
    console.log(`${method}: not available here`);
    continue;
  }
  await delay(SETTLE_MS);
  const recordsBefore = sensor.intake.records.length;
  const before = processorSeconds(sensor.pid);
  await delay(seconds * 1000);
  const percent = ((processorSeconds(sensor.pid) - before) / seconds) * 100;
  const records = sensor.intake.records.length - recordsBefore;
  const verdict = percent < AIM_PERCENT ? 'within' : 'ABOVE';
  console.log(
    `${method}: ${percent.toFixed(2)} % of one core over ${seconds} s (${verdict} ${AIM_PERCENT} %), ` +
      `${residentMiB(sensor.pid).toFixed(0)} MiB resident, ${records} events from elsewhere`,
  );
  await sensor.stop();
}
process.exit();
