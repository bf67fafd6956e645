import { createRequire } from 'node:module';
import { fail, ok, type Result } from '@vakt/contract/result';

/** What a C function answered: `value` is negative on failure and `errnoMessage` then says why. */
export interface Answer {
  readonly value: number;
  readonly errnoCode: number;
  readonly errnoMessage: string;
}

/** The functions of the C library that Node does not offer. Buffers are filled in place. */
export interface Libc {
  unshare(flags: number): Answer;
  mount(source: string, target: string, type: string, flags: number): Answer;
  poll(descriptors: Buffer, count: number, timeoutMs: number): Answer;
  eventfd(initial: number, flags: number): Answer;
  clockGettime(clock: number, timespec: Buffer): Answer;
  socket(domain: number, type: number, protocol: number): Answer;
  bind(fd: number, address: Buffer): Answer;
  send(fd: number, message: Buffer): Answer;
  setIntegerOption(fd: number, level: number, option: number, value: number): Answer;
  receiveFrom(fd: number, into: Buffer, flags: number, address: Buffer, addressLength: Buffer): Answer;
}

const LIBRARY = 'c';

const requireFfi = (): typeof import('ffi-rs') => createRequire(import.meta.url)('ffi-rs');

const bindFunctions = ({ define, DataType }: typeof import('ffi-rs')) => {
  const { I32, U32, U64, String: Text, U8Array: Bytes } = DataType;
  const taking = (...paramsType: (typeof I32 | typeof U32 | typeof U64 | typeof Text | typeof Bytes)[]) =>
    ({ library: LIBRARY, retType: I32, paramsType, errno: true }) as const;
  return define({
    unshare: taking(I32),
    mount: taking(Text, Text, Text, U64, Text),
    poll: taking(Bytes, U64, I32),
    eventfd: taking(U32, I32),
    clock_gettime: taking(I32, Bytes),
    socket: taking(I32, I32, I32),
    bind: taking(I32, Bytes, U32),
    send: taking(I32, Bytes, U64, I32),
    setsockopt: taking(I32, I32, I32, Bytes, U32),
    recvfrom: taking(I32, Bytes, U64, I32, Bytes, Bytes),
  });
};

const integer = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};

const openLibc = (): Libc => {
  const ffi = requireFfi();
  ffi.open({ library: LIBRARY, path: '' });
  const c = bindFunctions(ffi);
  return {
    unshare: flags => c.unshare([flags]),
    mount: (source, target, type, flags) => c.mount([source, target, type, flags, '']),
    poll: (descriptors, count, timeoutMs) => c.poll([descriptors, count, timeoutMs]),
    eventfd: (initial, flags) => c.eventfd([initial, flags]),
    clockGettime: (clock, timespec) => c.clock_gettime([clock, timespec]),
    socket: (domain, type, protocol) => c.socket([domain, type, protocol]),
    bind: (fd, address) => c.bind([fd, address, address.length]),
    send: (fd, message) => c.send([fd, message, message.length, 0]),
    setIntegerOption: (fd, level, option, value) => c.setsockopt([fd, level, option, integer(value), 4]),
    receiveFrom: (fd, into, flags, address, length) =>
      c.recvfrom([fd, into, into.length, flags, address, length]),
  };
};

/** Opens the C library of this process; the failure says why it cannot be reached. */
export const loadLibc = (): Result<Libc, string> => {
  try {
    return ok(openLibc());
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
};

/**
 * Loads the native module into the thread that calls. The main thread does it before a worker loads it too: a native
 * module whose last user thread ends is unloaded, and with ffi-rs 1.3.7 that ends the whole process with a fault.
 */
export const keepNativeModuleLoaded = (): void => {
  try {
    requireFfi();
  } catch {
    // The worker will meet the same failure, and reports it as the reason why a method is not available.
  }
};
