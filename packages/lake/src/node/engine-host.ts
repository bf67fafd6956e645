import type { EngineClients } from './clients.ts';

/** Where the engine runs: a private node of our own, or a server that its owner runs. */
export interface EngineHost {
  /** Clients of the running engine; waits while it is being started again, and rejects once the lake is closed. */
  readonly clients: Promise<EngineClients>;
  /** The private node's process; `undefined` for a server that is not ours. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}
