import { setTimeout as pause } from 'node:timers/promises';
import { fail, ok, type Result } from '@vakt/contract/result';
import { readProcess } from '../../process/read-process.ts';
import { type RunningProgram, runningPrograms } from './running-programs.ts';

const ROUNDS = 100;
const BETWEEN_ROUNDS_MS = 20;

/** Kills a process, if its id still means the process that was looked at. */
const kill = ({ pid, startTicks }: RunningProgram): void => {
  if (readProcess(pid)?.startTicks !== startTicks) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    const hasEnded = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!hasEnded) throw error;
  }
};

/** Stops every program that `isWanted`, those that are started meanwhile included. */
export const stopPrograms = async (
  isWanted: (program: RunningProgram) => boolean,
): Promise<Result<void, string>> => {
  let left: readonly RunningProgram[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    left = runningPrograms().filter(isWanted);
    if (left.length === 0) return ok(undefined);
    try {
      for (const program of left) kill(program);
    } catch (error) {
      return fail(`A process could not be stopped: ${error instanceof Error ? error.message : error}.`);
    }
    await pause(BETWEEN_ROUNDS_MS);
  }
  return fail(`These processes go on though they were killed: ${left.map(({ pid }) => pid).join(', ')}.`);
};
