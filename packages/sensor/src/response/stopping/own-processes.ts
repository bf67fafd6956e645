import { fileURLToPath } from 'node:url';
import { isSameInode } from '../quarantine/take-away.ts';
import type { RunningProgram } from './running-programs.ts';

const INIT = 1;
const VAKT = fileURLToPath(new URL('../../../../../', import.meta.url));

const ancestorsOf = (pid: number, byId: ReadonlyMap<number, RunningProgram>): readonly number[] => {
  const parentId = byId.get(pid)?.parentId ?? 0;
  return parentId > 0 ? [parentId, ...ancestorsOf(parentId, byId)] : [];
};

const withDescendants = (roots: ReadonlySet<number>, programs: readonly RunningProgram[]): Set<number> => {
  const found = new Set(roots);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const { pid, parentId } of programs) if (found.has(parentId)) found.add(pid);
  }
  return found;
};

/**
 * The processes that no action may stop: the first of the machine, the sensor with everything above and below it, what
 * else was started by those above it that run the same Node (the server with its databases), and every program of Vakt's
 * folder.
 *
 * @param sensorPid the sensor's own process id.
 */
export const ownProcesses = (
  sensorPid: number,
  programs: readonly RunningProgram[],
  vaktFolder = VAKT,
): ReadonlySet<number> => {
  const byId = new Map(programs.map(program => [program.pid, program]));
  const sensor = byId.get(sensorPid);
  const above = ancestorsOf(sensorPid, byId);
  const starters = above.filter(pid => {
    const file = byId.get(pid)?.file;
    return pid !== INIT && sensor && file && isSameInode(file, sensor.file);
  });
  const started = withDescendants(new Set([sensorPid, ...starters]), programs);
  const ofFolder = programs.filter(({ executable }) => executable.startsWith(vaktFolder));
  return new Set([INIT, ...above, ...started, ...ofFolder.map(({ pid }) => pid)]);
};
