import { totalmem } from 'node:os';

/** What queries may hold in memory, in bytes. */
export interface MemoryLimits {
  /** Of one query. */
  readonly query: number;
  /** Of all queries of one tenant that run at one time. */
  readonly tenant: number;
}

/** The part of the machine's memory that the private node takes at most. */
export const ENGINE_SHARE = 0.6;

/** A tenant's part of the engine's memory: three that take all they may leave room for the others. */
const TENANT_SHARE = 0.25;

const GIB = 1_073_741_824;

/** Even on a small machine a query can do something. */
const LEAST_TENANT = GIB / 2;
const MOST_QUERY = 4 * GIB;

/** The machine's memory, or less where this process is allowed less. */
const machineMemory = (): number => {
  const allowed = process.constrainedMemory();
  const total = totalmem();
  return allowed > 0 && allowed < total ? allowed : total;
};

/** The limits that are given, and for the others what fits the machine. */
export const memoryLimits = ({ query, tenant }: Partial<MemoryLimits> = {}): MemoryLimits => {
  const share = Math.floor(machineMemory() * ENGINE_SHARE * TENANT_SHARE);
  const ofTenant = tenant ?? Math.max(share, LEAST_TENANT, query ?? 0);
  return { tenant: ofTenant, query: Math.min(query ?? MOST_QUERY, ofTenant) };
};
