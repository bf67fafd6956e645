/** The capture thread: opens the best method there is and passes on what it sees until it is told to stop. */
import { parentPort, workerData } from 'node:worker_threads';
import { fail, type Result } from '@vakt/contract/result';
import { openConnector } from './connector.ts';
import type { CaptureMessage, CaptureMethod, CaptureSource, SocketEvent } from './kernel-event.ts';
import { loadLibc } from './libc.ts';
import { openPoll } from './poll.ts';
import { ProcessStarts } from './process-starts.ts';
import { openTracefs } from './tracefs.ts';

/** What the thread is started with. */
export interface CaptureWorkerData {
  readonly methods: readonly CaptureMethod[];
  /** One number; not 0 means stop. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

const WAIT_MS = 60_000;

const tell = (message: CaptureMessage): void => parentPort?.postMessage(message);

const open = (method: CaptureMethod, { stop }: CaptureWorkerData): Result<CaptureSource, string> => {
  if (method === 'poll') return openPoll(stop);
  const libc = loadLibc();
  if (!libc.ok) return fail(`the native module does not load: ${libc.error}`);
  return method === 'tracefs' ? openTracefs(libc.value) : openConnector(libc.value);
};

const openBest = (data: CaptureWorkerData): CaptureSource | undefined => {
  for (const method of data.methods) {
    const opened = open(method, data);
    if (opened.ok) {
      const { wakeFd, seesSockets } = opened.value;
      tell({ kind: 'started', method, wakeFd, seesSockets });
      return opened.value;
    }
    tell({ kind: 'unavailable', method, reason: opened.error });
  }
  return undefined;
};

const isSocketEvent = (event: { readonly kind: string }): event is SocketEvent => event.kind === 'socket';

const passOn = (source: CaptureSource, starts: ProcessStarts): void => {
  const events = source.next(WAIT_MS);
  const started = starts.take(events);
  if (started.length > 0) tell({ kind: 'starts', starts: started });
  const sockets = events.filter(isSocketEvent);
  if (sockets.length > 0) tell({ kind: 'sockets', events: sockets });
  const count = events.reduce((sum, event) => sum + (event.kind === 'lost' ? event.count : 0), 0);
  if (count > 0) tell({ kind: 'lost', count });
};

const run = (data: CaptureWorkerData): void => {
  const source = openBest(data);
  if (!source) return;
  const starts = new ProcessStarts();
  try {
    while (Atomics.load(data.stop, 0) === 0) passOn(source, starts);
  } finally {
    source.close();
  }
};

run(workerData as CaptureWorkerData);
