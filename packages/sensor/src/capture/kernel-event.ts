import type { ProcessFacts } from '../process/read-process.ts';

/** How process starts are learned, best first. */
export const captureMethods = ['tracefs', 'connector', 'poll'] as const;
export type CaptureMethod = (typeof captureMethods)[number];

/** A program was executed. */
export interface ExecEvent {
  readonly kind: 'exec';
  readonly pid: number;
  /** Nanoseconds since boot. */
  readonly bootNs: bigint;
  /** As it was asked for; a script's own name, not its interpreter's. `undefined` when the method does not say. */
  readonly filename: string | undefined;
}

/** A process (or a thread) was created. */
export interface ForkEvent {
  readonly kind: 'fork';
  readonly parentId: number;
  readonly childId: number;
  readonly bootNs: bigint;
}

/** A process was found by looking; when it started is for `/proc` to say. */
export interface SeenEvent {
  readonly kind: 'seen';
  readonly pid: number;
}

/** Events that the kernel had to drop. */
export interface LostEvents {
  readonly kind: 'lost';
  readonly count: number;
}

/** A TCP socket changed its state. */
export interface SocketEvent {
  readonly kind: 'socket';
  readonly bootNs: bigint;
  /** The process on whose behalf the kernel was working: the owner only for what a process itself asks for. */
  readonly currentPid: number;
  /** The kernel's name of the socket; meaningful only to compare. */
  readonly socket: bigint;
  readonly oldState: number;
  readonly newState: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
}

export type KernelEvent = ExecEvent | ForkEvent | SeenEvent | LostEvents | SocketEvent;

/** A process start with what could be read of it at that moment. */
export interface ProcessStart {
  readonly pid: number;
  /** Nanoseconds since boot of the execution; `undefined` when the process was only seen. */
  readonly executedBootNs: bigint | undefined;
  readonly filename: string | undefined;
  readonly forkedFrom: number | undefined;
  readonly createdBootNs: bigint | undefined;
  readonly facts: ProcessFacts | undefined;
  /** An open descriptor of the executable, which whoever takes the event closes. */
  readonly executableFd: number | undefined;
}

/** What the capture thread tells. */
export type CaptureMessage =
  | {
      readonly kind: 'started';
      readonly method: CaptureMethod;
      readonly wakeFd: number | undefined;
      readonly seesSockets: boolean;
    }
  | { readonly kind: 'unavailable'; readonly method: CaptureMethod; readonly reason: string }
  | { readonly kind: 'starts'; readonly starts: readonly ProcessStart[] }
  | { readonly kind: 'sockets'; readonly events: readonly SocketEvent[] }
  | { readonly kind: 'lost'; readonly count: number };

/** An open source of kernel events, used from a thread that may block. */
export interface CaptureSource {
  /** Waits at most `timeoutMs` for events; an empty list when there were none. */
  next(timeoutMs: number): readonly KernelEvent[];
  /** A descriptor that interrupts `next` when eight bytes (a number) are written to it. */
  readonly wakeFd: number | undefined;
  readonly seesSockets: boolean;
  close(): void;
}
