import { closeSync, constants, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type EventFormat, pageSizeOf, parseEventFormat } from './event-format.ts';
import type { CaptureSource, KernelEvent } from './kernel-event.ts';
import type { Libc } from './libc.ts';
import { execReader, forkReader, socketReader, type TraceReader } from './trace-events.ts';
import { parseTracePage, type TraceRecord } from './trace-page.ts';
import { makeInstance, removeInstance, tracingFolder } from './tracing-folder.ts';
import { openWaiter, readAvailable } from './wait.ts';

interface TracedEvent {
  readonly name: string;
  readonly isNeeded: boolean;
  readonly reader: (format: EventFormat) => TraceReader | undefined;
}

const tracedEvents: readonly TracedEvent[] = [
  { name: 'sched/sched_process_exec', isNeeded: true, reader: execReader },
  { name: 'sched/sched_process_fork', isNeeded: true, reader: forkReader },
  { name: 'sock/inet_sock_set_state', isNeeded: false, reader: socketReader },
];
const SOCKET_EVENT = 'sock/inet_sock_set_state';

/** For each processor; a buffer that overflows loses events, which is counted and reported. */
const BUFFER_KIB = 256;

type Readers = ReadonlyMap<number, TraceReader>;

/** Settings of the instance: times since boot, and readers woken by the first event instead of a half-full buffer. */
const configure = (instance: string): void => {
  writeFileSync(`${instance}/trace_clock`, 'boot');
  writeFileSync(`${instance}/buffer_size_kb`, String(BUFFER_KIB));
  try {
    writeFileSync(`${instance}/buffer_percent`, '0');
  } catch {
    // Kernels before 5.0 have no such setting and always wake at the first event.
  }
};

const enable = (instance: string, { name, reader }: TracedEvent): [number, TraceReader] | undefined => {
  try {
    const format = parseEventFormat(readFileSync(`${instance}/events/${name}/format`, 'utf8'));
    const read = format && reader(format);
    if (!read) return undefined;
    writeFileSync(`${instance}/events/${name}/enable`, '1');
    return [format.id, read];
  } catch {
    return undefined;
  }
};

const openBuffers = (instance: string): number[] =>
  readdirSync(`${instance}/per_cpu`).map(cpu =>
    openSync(`${instance}/per_cpu/${cpu}/trace_pipe_raw`, constants.O_RDONLY | constants.O_NONBLOCK),
  );

const eventsOf = (records: readonly TraceRecord[], readers: Readers): KernelEvent[] =>
  records
    .toSorted((a, b) => Number(a.time - b.time))
    .flatMap(record => readers.get(record.data.readUInt16LE(0))?.(record) ?? []);

const drain = (fds: readonly number[], pageSize: number, readers: Readers): KernelEvent[] => {
  const records: TraceRecord[] = [];
  let missed = 0;
  for (const fd of fds) {
    for (;;) {
      const page = Buffer.alloc(pageSize);
      if (readAvailable(fd, page) <= 0) break;
      const parsed = parseTracePage(page);
      records.push(...parsed.records.filter(({ data }) => data.length >= 2));
      missed += Math.abs(parsed.missed);
    }
  }
  const lost: KernelEvent[] = missed > 0 ? [{ kind: 'lost', count: missed }] : [];
  return [...lost, ...eventsOf(records, readers)];
};

interface OpenInstance {
  readonly instance: string;
  readonly pageSize: number;
  readonly readers: Readers;
  readonly seesSockets: boolean;
}

const start = (instance: string, headerPage: string): Result<OpenInstance, string> => {
  const pageSize = pageSizeOf(headerPage);
  if (pageSize === undefined) return fail('the trace buffer has a layout that is not known');
  configure(instance);
  const enabled = new Map(tracedEvents.map(event => [event.name, enable(instance, event)]));
  const missing = tracedEvents.find(({ name, isNeeded }) => isNeeded && !enabled.get(name));
  if (missing) return fail(`the kernel does not offer the event ${missing.name}`);
  const readers = new Map([...enabled.values()].filter(entry => entry !== undefined));
  return ok({ instance, pageSize, readers, seesSockets: enabled.get(SOCKET_EVENT) !== undefined });
};

const sourceOf = (libc: Libc, opened: OpenInstance): Result<CaptureSource, string> => {
  const { instance, pageSize, readers, seesSockets } = opened;
  const fds = openBuffers(instance);
  const waiter = openWaiter(libc, fds);
  const close = () => {
    for (const fd of fds) closeSync(fd);
    waiter?.close();
    removeInstance(instance);
  };
  if (!waiter) {
    close();
    return fail('the system gives no descriptor to wait on');
  }
  return ok({
    next: timeoutMs => {
      waiter.wait(timeoutMs);
      return drain(fds, pageSize, readers);
    },
    wakeFd: waiter.wakeFd,
    seesSockets,
    close,
  });
};

/**
 * Opens the scheduler's exec and fork events (and TCP state changes, where the kernel has them) in a tracing instance of
 * the sensor's own. Needs root. The caller's thread alone sees the mount that this may make.
 */
export const openTracefs = (libc: Libc): Result<CaptureSource, string> => {
  const tracing = tracingFolder(libc);
  if (!tracing.ok) return tracing;
  const instance = makeInstance(tracing.value);
  if (!instance.ok) return instance;
  try {
    const started = start(instance.value, readFileSync(`${tracing.value}/events/header_page`, 'utf8'));
    const source = started.ok ? sourceOf(libc, started.value) : started;
    if (!source.ok) removeInstance(instance.value);
    return source;
  } catch (error) {
    removeInstance(instance.value);
    return fail(error instanceof Error ? error.message : String(error));
  }
};
