import { closeSync } from 'node:fs';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  narrowSubscription,
  parseConnectorMessages,
  subscription,
  subscriptionAnswer,
} from './connector-message.ts';
import type { CaptureSource, KernelEvent } from './kernel-event.ts';
import type { Libc } from './libc.ts';
import { openWaiter, type Waiter } from './wait.ts';

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
const ANSWER_MS = 500;

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

/** Takes one datagram of the kernel's off the socket; other senders' are passed over as empty ones. */
const receive = (libc: Libc, fd: number): Result<Buffer, number> => {
  const datagram = Buffer.alloc(DATAGRAM_LIMIT);
  const sender = Buffer.alloc(ADDRESS_SIZE);
  const senderLength = Buffer.from(Uint32Array.of(ADDRESS_SIZE).buffer);
  const { value, errnoCode } = libc.receiveFrom(fd, datagram, MSG_DONTWAIT, sender, senderLength);
  if (value < 0) return fail(errnoCode);
  const isFromKernel = sender.readUInt32LE(4) === 0;
  return ok(isFromKernel ? datagram.subarray(0, value) : Buffer.alloc(0));
};

const receiveAll = (libc: Libc, fd: number): KernelEvent[] => {
  const events: KernelEvent[] = [];
  for (;;) {
    const received = receive(libc, fd);
    if (received.ok) events.push(...parseConnectorMessages(received.value));
    else if (received.error === ENOBUFS) events.push({ kind: 'lost', count: 1 });
    else return events;
  }
};

const join = (libc: Libc, fd: number): Result<void, string> => {
  if (libc.setIntegerOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER).value < 0)
    libc.setIntegerOption(fd, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER);
  const bound = libc.bind(fd, addressOf(PROCESS_GROUP));
  return bound.value < 0
    ? fail(`the process connector cannot be joined: ${bound.errnoMessage}`)
    : ok(undefined);
};

/** Waits for the kernel's answer: without the right to listen it takes the request and sends nothing. */
const awaitAnswer = (libc: Libc, fd: number, waiter: Waiter): Result<void, string> => {
  const deadline = performance.now() + ANSWER_MS;
  for (let left = ANSWER_MS; left > 0; left = deadline - performance.now()) {
    waiter.wait(Math.ceil(left));
    for (let received = receive(libc, fd); received.ok; received = receive(libc, fd)) {
      const answer = subscriptionAnswer(received.value);
      if (answer === 0) return ok(undefined);
      if (answer !== undefined) return fail(`the process connector refuses with error ${answer}`);
    }
  }
  return fail('the process connector does not answer');
};

const subscribe = (libc: Libc, fd: number, waiter: Waiter): Result<void, string> => {
  const sent = libc.send(fd, subscription());
  if (sent.value < 0) return fail(`the process connector refuses: ${sent.errnoMessage}`);
  const answered = awaitAnswer(libc, fd, waiter);
  if (answered.ok) libc.send(fd, narrowSubscription());
  return answered;
};

/** Opens the kernel's process connector: exec and fork events by netlink. Needs root before Linux 6.6. */
export const openConnector = (libc: Libc): Result<CaptureSource, string> => {
  const opened = libc.socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_CONNECTOR);
  if (opened.value < 0) return fail(`the kernel has no process connector: ${opened.errnoMessage}`);
  const fd = opened.value;
  const waiter = openWaiter(libc, [fd]);
  if (!waiter) {
    closeSync(fd);
    return fail('the system gives no descriptor to wait on');
  }
  const close = () => {
    closeSync(fd);
    waiter.close();
  };
  const joined = join(libc, fd);
  const subscribed = joined.ok ? subscribe(libc, fd, waiter) : joined;
  if (!subscribed.ok) {
    close();
    return subscribed;
  }
  return ok({
    next: timeoutMs => {
      waiter.wait(timeoutMs);
      return sinceBoot(libc, receiveAll(libc, fd));
    },
    wakeFd: waiter.wakeFd,
    seesSockets: false,
    close,
  });
};
