import { fill, type RowDraft } from '../draft.ts';
import { fieldText, SECURITY, SYSMON, type WindowsEvent } from '../event.ts';
import type { EventMapping } from '../mapping.ts';
import { type HeldRow, HeldRows } from './held-rows.ts';

/** Two logs tell of the same process start within this time; on a machine that has just booted they lag behind. */
const SAME_START_MS = 15_000;
const MAX_RECENT = 10_000;

const imageOf = ({ row }: RowDraft): string => String(row.FolderPath ?? '').toLowerCase();

/** A start is known by its process id; where a collector lost that, by what was started and how. */
const processKeys = (deviceName: string, draft: RowDraft): readonly string[] => [
  ...(draft.row.ProcessId === undefined ? [] : [`${deviceName} ${String(draft.row.ProcessId)}`]),
  `${deviceName} ${imageOf(draft)} ${String(draft.row.ProcessCommandLine ?? '')}`,
];

const isSameProcess = (one: HeldRow, other: HeldRow): boolean => {
  const [oneId, otherId] = [one.draft.row.ProcessId, other.draft.row.ProcessId];
  return (
    Math.abs(one.epochMs - other.epochMs) <= SAME_START_MS &&
    imageOf(one.draft) === imageOf(other.draft) &&
    (oneId === undefined || otherId === undefined || oneId === otherId)
  );
};

const connectionKey = (deviceName: string, { row }: RowDraft): string => {
  const sides = [
    `${String(row.LocalIP)}:${String(row.LocalPort)}`,
    `${String(row.RemoteIP)}:${String(row.RemotePort)}`,
  ];
  const owner = String(row.InitiatingProcessId ?? '');
  return `${deviceName} ${owner} ${String(row.Protocol)} ${sides.sort().join(' ')}`;
};

/**
 * Brings together what two logs say about one thing: process starts of Sysmon 1 and Security 4688 become one row
 * (Sysmon's, with what only 4688 knows), connections of 5156 give way to Sysmon 3, and logons learn their special
 * privileges from 4672 (reference: telemetry mapping, sections 2 and 3).
 */
export class Companions {
  readonly #processes = new HeldRows();
  readonly #connections = new HeldRows();
  readonly #logons = new HeldRows();
  readonly #sysmonConnections = new Set<string>();

  /** Takes a row that may have a companion; returns the rows that are complete now. */
  add(event: WindowsEvent, mapping: EventMapping, draft: RowDraft, epochMs: number): readonly RowDraft[] {
    if (mapping.companion === 'process') return this.#process(event, draft, epochMs);
    if (mapping.companion === 'connection') return this.#connection(event, draft, epochMs);
    return this.#logons.hold([`${event.deviceName} ${String(draft.row.LogonId)}`], { draft, epochMs });
  }

  /** Told of every event: some tell about rows that are held. Returns the rows that are complete now. */
  notice(event: WindowsEvent): readonly RowDraft[] {
    return event.channel === SECURITY && event.id === 4672 ? this.#privileges(event) : [];
  }

  finish(): readonly RowDraft[] {
    return [...this.#processes.finish(), ...this.#connections.finish(), ...this.#logons.finish()];
  }

  #process(event: WindowsEvent, draft: RowDraft, epochMs: number): readonly RowDraft[] {
    const keys = processKeys(event.deviceName, draft);
    const isSameStart = (held: HeldRow): boolean =>
      held.draft.extra.EventID !== draft.extra.EventID && isSameProcess(held, { draft, epochMs });
    let other: HeldRow | undefined;
    for (const key of keys) other ??= this.#processes.take(key, isSameStart);
    if (!other) return this.#processes.hold(keys, { draft, epochMs });
    const [sysmon, security] = event.channel === SYSMON ? [draft, other.draft] : [other.draft, draft];
    for (const [column, value] of Object.entries(security.row)) fill(sysmon.row, column, value);
    // The process table may hold either row: both now know everything.
    Object.assign(security.row, sysmon.row);
    return [sysmon];
  }

  #connection(event: WindowsEvent, draft: RowDraft, epochMs: number): readonly RowDraft[] {
    const key = connectionKey(event.deviceName, draft);
    if (event.channel === SYSMON) {
      while (this.#connections.take(key)) continue;
      this.#remember(key);
      return [draft];
    }
    return this.#sysmonConnections.has(key) ? [] : this.#connections.hold([key], { draft, epochMs });
  }

  #remember(key: string): void {
    this.#sysmonConnections.add(key);
    if (this.#sysmonConnections.size <= MAX_RECENT) return;
    const oldest = this.#sysmonConnections.values().next();
    if (!oldest.done) this.#sysmonConnections.delete(oldest.value);
  }

  #privileges(event: WindowsEvent): readonly RowDraft[] {
    const logonId = fieldText(event, 'SubjectLogonId');
    const privileges = fieldText(event, 'PrivilegeList');
    if (logonId === undefined || privileges === undefined) return [];
    const logon = this.#logons.take(`${event.deviceName} ${String(Number(logonId))}`);
    if (!logon) return [];
    logon.draft.extra.Privileges = privileges.split(/\s+/).filter(name => name !== '');
    return [logon.draft];
  }
}
