import { formatIPv6, stripMappedPrefix } from '../network/address.ts';
import type { EventFormat } from './event-format.ts';
import type { KernelEvent } from './kernel-event.ts';
import type { TraceRecord } from './trace-page.ts';

/** Turns a record of one kind into an event; `undefined` for one that does not concern the sensor. */
export type TraceReader = (record: TraceRecord) => KernelEvent | undefined;

const AF_INET = 2;
const IPPROTO_TCP = 6;

/** Makes a function that reads the whole number in `field`; `undefined` when the format has no such field. */
const numberIn = (format: EventFormat, field: string): ((data: Buffer) => number) | undefined => {
  const place = format.fields.get(field);
  if (!place || place.size > 4) return undefined;
  const { offset, size } = place;
  return data => (offset + size > data.length ? 0 : data.readIntLE(offset, size));
};

const textAt = (data: Buffer, offset: number): string => {
  const location = offset + 4 > data.length ? 0 : data.readUInt32LE(offset);
  const start = location & 0xffff;
  const text = data.subarray(start, start + (location >>> 16));
  const end = text.indexOf(0);
  return text.subarray(0, end < 0 ? text.length : end).toString();
};

/** Reader of `sched_process_exec`. */
export const execReader = (format: EventFormat): TraceReader | undefined => {
  const pid = numberIn(format, 'pid');
  const filename = format.fields.get('filename');
  if (!pid || !filename?.isDataLocation) return undefined;
  return ({ time, data }) => ({
    kind: 'exec',
    pid: pid(data),
    bootNs: time,
    filename: textAt(data, filename.offset),
  });
};

/** Reader of `sched_process_fork`. */
export const forkReader = (format: EventFormat): TraceReader | undefined => {
  const parent = numberIn(format, 'parent_pid');
  const child = numberIn(format, 'child_pid');
  if (!parent || !child) return undefined;
  return ({ time, data }) => ({ kind: 'fork', parentId: parent(data), childId: child(data), bootNs: time });
};

const addressReader = (format: EventFormat, four: string, six: string) => {
  const at4 = format.fields.get(four);
  const at6 = format.fields.get(six);
  if (at4?.size !== 4 || at6?.size !== 16) return undefined;
  return (data: Buffer, family: number): string =>
    family === AF_INET
      ? data.subarray(at4.offset, at4.offset + 4).join('.')
      : stripMappedPrefix(formatIPv6(data.subarray(at6.offset, at6.offset + 16)));
};

/** Reader of `inet_sock_set_state`, for TCP. */
export const socketReader = (format: EventFormat): TraceReader | undefined => {
  const names = ['common_pid', 'oldstate', 'newstate', 'sport', 'dport', 'family', 'protocol'] as const;
  const [currentPid, oldState, newState, localPort, remotePort, family, protocol] = names.map(name =>
    numberIn(format, name),
  );
  const socket = format.fields.get('skaddr');
  const local = addressReader(format, 'saddr', 'saddr_v6');
  const remote = addressReader(format, 'daddr', 'daddr_v6');
  if (!currentPid || !oldState || !newState || !localPort || !remotePort || !family || !protocol)
    return undefined;
  if (socket?.size !== 8 || !local || !remote) return undefined;
  const longest = Math.max(...[...format.fields.values()].map(({ offset, size }) => offset + size));
  return ({ time, data }) => {
    if (data.length < longest || protocol(data) !== IPPROTO_TCP) return undefined;
    return {
      kind: 'socket',
      bootNs: time,
      currentPid: currentPid(data),
      socket: data.readBigUInt64LE(socket.offset),
      oldState: oldState(data),
      newState: newState(data),
      localAddress: local(data, family(data)),
      localPort: localPort(data) & 0xffff,
      remoteAddress: remote(data, family(data)),
      remotePort: remotePort(data) & 0xffff,
    };
  };
};
