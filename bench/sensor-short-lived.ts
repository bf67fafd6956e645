/**
 * How many of 1,000 processes that live 5 ms each capture method sees, one after the other. "Read" means with command
 * line and user; "named" that the process had ended but the kernel's event told its file and id.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { captureMethods } from '../packages/sensor/src/capture/kernel-event.ts';
import { runSensor } from './sensor-run.ts';

const PROCESSES = 1000;
const SETTLE_MS = 8000;
const ARRIVAL_MS = 3000;

/** The second number adds nothing to speak of: it marks the process. */
const LOOP = `i=0; while [ $i -lt ${PROCESSES} ]; do sleep 0.005 0.0000001$i; i=$((i+1)); done`;
const MARKED = /^sleep 0\.005 0\.0000001(\d+)$/;

for (const method of captureMethods) {
  const sensor = await runSensor(method);
  if (!sensor) {
    console.log(`${method}: not available here`);
    continue;
  }
  await delay(SETTLE_MS);
  const loop = spawn('/bin/sh', ['-c', LOOP], { stdio: 'ignore' });
  await once(loop, 'exit');
  await delay(ARRIVAL_MS);
  const rows = sensor.intake.records
    .filter(({ category }) => category.endsWith('DeviceProcessEvents'))
    .map(({ properties }) => properties);
  const read = new Set(rows.flatMap(row => MARKED.exec(String(row.ProcessCommandLine))?.[1] ?? []));
  const children = rows.filter(row => row.InitiatingProcessId === loop.pid);
  const named = children.filter(row => row.ProcessCommandLine === undefined);
  const hashed = children.filter(row => row.SHA256 !== undefined);
  console.log(
    `${method}: ${read.size} of ${PROCESSES} read, ${named.length} more named, ${hashed.length} with the file's hash`,
  );
  await sensor.stop();
}
process.exit();
