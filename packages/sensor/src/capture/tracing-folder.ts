import { accessSync, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Libc } from './libc.ts';

const MOUNT_POINT = '/sys/kernel/tracing';
const CLONE_NEWNS = 0x0002_0000;
const MS_REC_PRIVATE = 0x4000 | (1 << 18);
const INSTANCE = /^vakt-(\d+)$/;

/** Where tracefs is mounted, by the text of `/proc/self/mounts`. */
export const mountedTracefs = (mounts: string): string | undefined => {
  for (const line of mounts.split('\n')) {
    const [, target = '', type] = line.split(' ');
    if (type === 'tracefs') return target.replaceAll('\\040', ' ');
  }
  return undefined;
};

const isUsable = (folder: string): boolean => {
  try {
    accessSync(`${folder}/instances`);
    return true;
  } catch {
    return false;
  }
};

/** Mounts tracefs where only the calling thread sees it: the system's own view does not change. */
const mountPrivately = (libc: Libc): Result<string, string> => {
  if (!existsSync(MOUNT_POINT)) return fail('the kernel has no tracefs');
  const steps = [
    () => libc.unshare(CLONE_NEWNS),
    () => libc.mount('none', '/', '', MS_REC_PRIVATE),
    () => libc.mount('tracefs', MOUNT_POINT, 'tracefs', 0),
  ];
  for (const step of steps) {
    const { value, errnoMessage } = step();
    if (value < 0) return fail(`tracefs cannot be mounted: ${errnoMessage}`);
  }
  return ok(MOUNT_POINT);
};

/** The folder of tracefs, mounted for the calling thread alone when the system has not mounted it. */
export const tracingFolder = (libc: Libc): Result<string, string> => {
  const mounted = mountedTracefs(readFileSync('/proc/self/mounts', 'utf8'));
  if (mounted === undefined) return mountPrivately(libc);
  return isUsable(mounted) ? ok(mounted) : fail('tracefs may not be used by this user');
};

/** Removes the tracing instances of sensors that were killed; the kernel itself refuses those that are in use. */
const removeLeftOver = (instances: string): void => {
  for (const name of readdirSync(instances)) {
    const pid = INSTANCE.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) removeInstance(`${instances}/${name}`);
  }
};

/** Removes a tracing instance with its buffers. */
export const removeInstance = (folder: string): void => {
  try {
    rmdirSync(folder);
  } catch {
    // In use by another sensor, or gone already.
  }
};

/** Makes a tracing instance of the sensor's own, so that no setting and no event of another tracer is touched. */
export const makeInstance = (tracing: string): Result<string, string> => {
  const instances = `${tracing}/instances`;
  try {
    removeLeftOver(instances);
    const folder = `${instances}/vakt-${process.pid}`;
    removeInstance(folder);
    mkdirSync(folder);
    return ok(folder);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
};
