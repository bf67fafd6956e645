import { readlinkSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { CaptureWorkerData } from './capture-worker.ts';
import { type CaptureMessage, type CaptureMethod, captureMethods } from './kernel-event.ts';
import { keepNativeModuleLoaded } from './libc.ts';

/** A running capture thread. */
export interface Capture {
  /** The method in use and why better ones are not; rejects when no method works. */
  readonly started: Promise<CaptureStart>;
  stop(): Promise<void>;
}

/** Which method is in use. */
export interface CaptureStart {
  readonly method: CaptureMethod;
  readonly seesSockets: boolean;
  /** Why the methods before it could not be used. */
  readonly unavailable: Readonly<Partial<Record<CaptureMethod, string>>>;
}

/** The inode of the first pid namespace (`PROC_PID_INIT_INO`). */
const FIRST_PID_NAMESPACE = 'pid:[4026531836]';

/** Whether process ids of the kernel's events are the ids that this process sees: not so inside a container. */
export const sharesHostPids = (): boolean => {
  try {
    return readlinkSync('/proc/self/ns/pid') === FIRST_PID_NAMESPACE;
  } catch {
    return false;
  }
};

/** The methods that make sense here, best first. */
export const usableMethods = (asked: readonly CaptureMethod[] = captureMethods): CaptureMethod[] =>
  asked.filter(method => method === 'poll' || sharesHostPids());

const wake = (fd: number | undefined): void => {
  if (fd !== undefined) writeSync(fd, Buffer.from(BigUint64Array.of(1n).buffer));
};

/** Starts the capture thread. `listen` gets every message but those of the start. */
export const startCapture = (
  methods: readonly CaptureMethod[],
  listen: (message: CaptureMessage) => void,
): Capture => {
  keepNativeModuleLoaded();
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData: CaptureWorkerData = { methods, stop };
  const worker = new Worker(new URL('./capture-worker.ts', import.meta.url), {
    workerData,
    trackUnmanagedFds: false,
  });
  const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()));
  let wakeFd: number | undefined;
  const started = new Promise<CaptureStart>((resolve, reject) => {
    const unavailable: Partial<Record<CaptureMethod, string>> = {};
    worker.on('message', (message: CaptureMessage) => {
      if (message.kind === 'unavailable') unavailable[message.method] = message.reason;
      else if (message.kind === 'started') {
        wakeFd = message.wakeFd;
        resolve({ method: message.method, seesSockets: message.seesSockets, unavailable });
      } else listen(message);
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error(`no capture method works: ${JSON.stringify(unavailable)}`)));
  });
  return {
    started,
    stop: async () => {
      Atomics.store(stop, 0, 1);
      Atomics.notify(stop, 0);
      wake(wakeFd);
      await ended;
    },
  };
};
