import type { KernelEvent } from './kernel-event.ts';

const NETLINK_HEADER = 16;
const CONNECTOR_HEADER = 20;
const EVENT_HEADER = 16;
const NLMSG_DONE = 3;
const CN_IDX_PROC = 1;
const CN_VAL_PROC = 1;
const PROC_EVENT_FORK = 0x0000_0001;
const PROC_EVENT_EXEC = 0x0000_0002;

/** `PROC_EVENT_NONE`: the answer to a subscription. */
const ACKNOWLEDGEMENT = 0;

/** What the kernel is asked to do for this socket (`enum proc_cn_mcast_op`). */
const listenOperation = 1;

const messageOf = (payload: Buffer): Buffer => {
  const message = Buffer.alloc(NETLINK_HEADER + CONNECTOR_HEADER + payload.length);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(NLMSG_DONE, 4);
  message.writeUInt32LE(CN_IDX_PROC, NETLINK_HEADER);
  message.writeUInt32LE(CN_VAL_PROC, NETLINK_HEADER + 4);
  message.writeUInt16LE(payload.length, NETLINK_HEADER + 16);
  payload.copy(message, NETLINK_HEADER + CONNECTOR_HEADER);
  return message;
};

/** Asks for process events (`include/uapi/linux/cn_proc.h`). */
export const subscription = (): Buffer => {
  const payload = Buffer.alloc(4);
  payload.writeUInt32LE(listenOperation);
  return messageOf(payload);
};

/** Asks for fork and exec events alone: Linux 6.6 and later; earlier kernels ignore the longer message. */
export const narrowSubscription = (): Buffer => {
  const payload = Buffer.alloc(8);
  payload.writeUInt32LE(listenOperation);
  payload.writeUInt32LE(PROC_EVENT_FORK | PROC_EVENT_EXEC, 4);
  return messageOf(payload);
};

const eventOf = (event: Buffer): KernelEvent | undefined => {
  const bootNs = event.readBigUInt64LE(8);
  const word = (index: number) => event.readUInt32LE(EVENT_HEADER + index * 4);
  switch (event.readUInt32LE(0)) {
    case PROC_EVENT_EXEC:
      return { kind: 'exec', pid: word(1), bootNs, filename: undefined };
    case PROC_EVENT_FORK:
      return { kind: 'fork', parentId: word(1), childId: word(2), bootNs };
    default:
      return undefined;
  }
};

const SMALLEST_EVENT = EVENT_HEADER + 16;

/** The process events in a datagram: netlink messages, each with a connector header and one event. */
const eventsIn = (datagram: Buffer): Buffer[] => {
  const events: Buffer[] = [];
  let at = 0;
  while (at + NETLINK_HEADER + CONNECTOR_HEADER + SMALLEST_EVENT <= datagram.length) {
    const length = datagram.readUInt32LE(at);
    if (length < NETLINK_HEADER || at + length > datagram.length) break;
    const isProcess = datagram.readUInt32LE(at + NETLINK_HEADER) === CN_IDX_PROC;
    const event = datagram.subarray(at + NETLINK_HEADER + CONNECTOR_HEADER, at + length);
    if (isProcess && event.length >= SMALLEST_EVENT) events.push(event);
    at += (length + 3) & ~3;
  }
  return events;
};

/** The fork and exec events in a datagram; their times are those of the kernel's monotonic clock. */
export const parseConnectorMessages = (datagram: Buffer): KernelEvent[] =>
  eventsIn(datagram).flatMap(event => eventOf(event) ?? []);

/** The error number with which a datagram answers a subscription, 0 for success; `undefined` when it is no answer. */
export const subscriptionAnswer = (datagram: Buffer): number | undefined =>
  eventsIn(datagram)
    .find(event => event.readUInt32LE(0) === ACKNOWLEDGEMENT)
    ?.readUInt32LE(EVENT_HEADER);
