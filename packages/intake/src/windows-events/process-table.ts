import type { CellValue } from '@vakt/contract/hunting/tables';

/** A process that was seen to start. `row` is its DeviceProcessEvents row, which merging may still complete. */
export interface KnownProcess {
  readonly row: Readonly<Record<string, CellValue>>;
  readonly startedMs: number;
  endedMs: number | undefined;
}

const MAX_PROCESSES = 20_000;
/** Clocks of two logs differ a little: an event may seem to come this long before its process. */
const SLACK_MS = 2_000;

/**
 * The processes of one device, by Sysmon's GUID and by process id within the life of the process. Bounded: the processes
 * that started longest ago are forgotten first.
 */
export class ProcessTable {
  readonly #byGuid = new Map<string, KnownProcess>();
  readonly #byId = new Map<string, KnownProcess[]>();

  /** @param guid Sysmon's, normalised; absent for a process that only the Security log saw. */
  started(guid: string | undefined, row: KnownProcess['row'], startedMs: number): void {
    const known: KnownProcess = { row, startedMs, endedMs: undefined };
    if (guid !== undefined) this.#byGuid.set(guid, known);
    this.#forget();
    if (row.ProcessId === undefined || row.ProcessId === null) return;
    const id = String(row.ProcessId);
    const others = this.#byId.get(id);
    if (others) others.push(known);
    else this.#byId.set(id, [known]);
  }

  ended(guid: string | undefined, processId: number | bigint | undefined, endedMs: number): void {
    const known = this.find(guid, processId, endedMs);
    if (known) known.endedMs = endedMs;
  }

  /** The process with this GUID; without a GUID, the one that had this id at that time. */
  find(
    guid: string | undefined,
    processId: number | bigint | undefined,
    atMs: number,
  ): KnownProcess | undefined {
    if (guid !== undefined) return this.#byGuid.get(guid);
    if (processId === undefined) return undefined;
    return this.#byId
      .get(String(processId))
      ?.findLast(
        ({ startedMs, endedMs }) =>
          startedMs <= atMs + SLACK_MS && (endedMs === undefined || atMs < endedMs + SLACK_MS),
      );
  }

  #forget(): void {
    for (const processes of [this.#byGuid, this.#byId]) {
      if (processes.size <= MAX_PROCESSES) continue;
      const oldest = processes.keys().next();
      if (!oldest.done) processes.delete(oldest.value);
    }
  }
}
