import { closeSync } from 'node:fs';
import { fail, ok, type Result } from '@vakt/contract/result';
import { narrowSubscription, parseConnectorMessages, subscription } from './connector-message.ts';
import type { CaptureSource, KernelEvent } from './kernel-event.ts';
import type { Libc } from './libc.ts';
import { openWaiter } from './wait.ts';

const AF_NETLINK = 16;
const SOCK_DGRAM_CLOEXEC = 2 | 0o2000000;
const NETLINK_CONNECTOR = 11;
const PROCESS_GROUP = 1;
const SOL_SOCKET = 1;
const SO_RCVBUF = 8;
const SO_RCVBUFFORCE = 33;
const RECEIVE_BUFFER = 1024 * 1024;
const MSG_DONTWAIT = 0x40;
const ENOBUFS = 105;
const CLOCK_MONOTONIC = 1;
const CLOCK_BOOTTIME = 7;
const DATAGRAM_LIMIT = 8192;
const ADDRESS_SIZE = 12;

const addressOf = (groups: number): Buffer => {
  const address = Buffer.alloc(ADDRESS_SIZE);
  address.writeUInt16LE(AF_NETLINK, 0);
  address.writeUInt32LE(groups, 8);
  return address;
};

const nanoseconds = (libc: Libc, clock: number): bigint => {
  const time = Buffer.alloc(16);
  libc.clockGettime(clock, time);
  return time.readBigInt64LE(0) * 1_000_000_000n + time.readBigInt64LE(8);
};

/** The connector's times leave out suspension; the sensor's do not. */
const sinceBoot = (libc: Libc, events: readonly KernelEvent[]): KernelEvent[] => {
  const suspended = nanoseconds(libc, CLOCK_BOOTTIME) - nanoseconds(libc, CLOCK_MONOTONIC);
  return events.map(event => ('bootNs' in event ? { ...event, bootNs: event.bootNs + suspended } : event));
};

const receiveAll = (libc: Libc, fd: number): KernelEvent[] => {
  const events: KernelEvent[] = [];
  const datagram = Buffer.alloc(DATAGRAM_LIMIT);
  const sender = Buffer.alloc(ADDRESS_SIZE);
  for (;;) {
    const senderLength = Buffer.from(Uint32Array.of(ADDRESS_SIZE).buffer);
    const { value, errnoCode } = libc.receiveFrom(fd, datagram, MSG_DONTWAIT, sender, senderLength);
    if (value < 0 && errnoCode === ENOBUFS) events.push({ kind: 'lost', count: 1 });
    else if (value <= 0) return events;
    else if (sender.readUInt32LE(4) === 0)
      events.push(...parseConnectorMessages(datagram.subarray(0, value)));
  }
};

const subscribe = (libc: Libc, fd: number): Result<void, string> => {
  if (libc.setIntegerOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER).value < 0)
    libc.setIntegerOption(fd, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER);
  const bound = libc.bind(fd, addressOf(PROCESS_GROUP));
  if (bound.value < 0) return fail(`the process connector cannot be joined: ${bound.errnoMessage}`);
  for (const message of [subscription(), narrowSubscription()]) {
    const sent = libc.send(fd, message);
    if (sent.value < 0) return fail(`the process connector refuses: ${sent.errnoMessage}`);
  }
  return ok(undefined);
};

/** Opens the kernel's process connector: exec and fork events by netlink. Needs root on most kernels. */
export const openConnector = (libc: Libc): Result<CaptureSource, string> => {
  const opened = libc.socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_CONNECTOR);
  if (opened.value < 0) return fail(`the kernel has no process connector: ${opened.errnoMessage}`);
  const fd = opened.value;
  const subscribed = subscribe(libc, fd);
  const waiter = subscribed.ok ? openWaiter(libc, [fd]) : undefined;
  if (!waiter) {
    closeSync(fd);
    return subscribed.ok ? fail('the system gives no descriptor to wait on') : subscribed;
  }
  return ok({
    next: timeoutMs => {
      waiter.wait(timeoutMs);
      return sinceBoot(libc, receiveAll(libc, fd));
    },
    wakeFd: waiter.wakeFd,
    seesSockets: false,
    close: () => {
      closeSync(fd);
      waiter.close();
    },
  });
};
