import { fileNameOf, isEmptyGuid, normaliseGuid, splitAccount } from '../values/windows-names.ts';
import { fillAccount } from './columns.ts';
import { fill, hasColumn, initiatingColumns, type RowDraft } from './draft.ts';
import { fieldNumber, fieldText, subjectProcessId, type WindowsEvent } from './event.ts';
import type { ActorFields } from './mapping.ts';
import type { KnownProcess, ProcessTable } from './process-table.ts';

/** Which column of a process's own row tells what its deeds say of it; the rest is `InitiatingProcessX` from `X`. */
const RENAMED: Readonly<Record<string, string>> = {
  InitiatingProcessId: 'ProcessId',
  InitiatingProcessCommandLine: 'ProcessCommandLine',
  InitiatingProcessCreationTime: 'ProcessCreationTime',
  InitiatingProcessIntegrityLevel: 'ProcessIntegrityLevel',
  InitiatingProcessTokenElevation: 'ProcessTokenElevation',
  InitiatingProcessUniqueId: 'ProcessUniqueId',
  InitiatingProcessSessionId: 'CreatedProcessSessionId',
  InitiatingProcessParentId: 'InitiatingProcessId',
  InitiatingProcessParentFileName: 'InitiatingProcessFileName',
  InitiatingProcessParentCreationTime: 'InitiatingProcessCreationTime',
};

const PREFIX = 'InitiatingProcess';

const sourceColumn = (column: string): string => {
  const bare = column.slice(PREFIX.length);
  return RENAMED[column] ?? (bare.startsWith('VersionInfo') ? `Process${bare}` : bare);
};

type ColumnPair = readonly [column: string, source: string];

const pairsOf = new Map<string, readonly ColumnPair[]>();

const columnPairs = (table: string): readonly ColumnPair[] => {
  let pairs = pairsOf.get(table);
  if (!pairs) {
    pairs = initiatingColumns(table)
      .map((column): ColumnPair => [column, sourceColumn(column)])
      .filter(([, source]) => hasColumn('DeviceProcessEvents', source));
    pairsOf.set(table, pairs);
  }
  return pairs;
};

const isDevicePath = (path: string): boolean => /^\\device\\/i.test(path);

/** Process 0 is the idle process: where an event names it, it means nobody. */
const processIdOf = (event: WindowsEvent, { processId }: ActorFields): number | bigint | undefined =>
  processId === undefined ? undefined : subjectProcessId(event, processId) || undefined;

/** An event's own words about who did it; what the process table knows comes after and overrides nothing. */
const fillFromEvent = (event: WindowsEvent, { table, row }: RowDraft, actor: ActorFields): void => {
  const image = actor.image === undefined ? undefined : fieldText(event, actor.image);
  fill(row, 'InitiatingProcessId', processIdOf(event, actor));
  if (image !== undefined) {
    if (!isDevicePath(image)) fill(row, 'InitiatingProcessFolderPath', image);
    fill(row, 'InitiatingProcessFileName', fileNameOf(image));
  }
  if (actor.commandLine !== undefined)
    fill(row, 'InitiatingProcessCommandLine', fieldText(event, actor.commandLine));
  const user = actor.user === undefined ? undefined : fieldText(event, actor.user);
  if (user !== undefined) {
    const { domain, name } = splitAccount(user);
    fill(row, 'InitiatingProcessAccountDomain', domain);
    fill(row, 'InitiatingProcessAccountName', name);
  }
  if (actor.account === undefined) return;
  fillAccount(event, row, 'InitiatingProcessAccount', actor.account);
  if (hasColumn(table, 'InitiatingProcessLogonId'))
    fill(row, 'InitiatingProcessLogonId', fieldNumber(event, `${actor.account}LogonId`));
};

/** A process id is reused: a process found by id alone must also run the file that the event names. */
const isSameProcess = (known: KnownProcess, { row }: RowDraft): boolean => {
  const named = row.InitiatingProcessFileName;
  return typeof named !== 'string' || String(known.row.FileName).toLowerCase() === named.toLowerCase();
};

/** The GUID in a field, normalised; absent when it is missing or all zeroes. */
export const guidIn = (event: WindowsEvent, field: string | undefined): string | undefined => {
  const text = field === undefined ? undefined : fieldText(event, field);
  const guid = text === undefined ? undefined : normaliseGuid(text);
  return guid === undefined || isEmptyGuid(guid) ? undefined : guid;
};

/** Fills the row's InitiatingProcess… columns: from the event, then from the process that is known to have done it. */
export const fillActor = (
  event: WindowsEvent,
  draft: RowDraft,
  actor: ActorFields,
  processes: ProcessTable,
  atMs: number,
): void => {
  fillFromEvent(event, draft, actor);
  const guid = guidIn(event, actor.guid);
  const processId = processIdOf(event, actor);
  const known = processes.find(guid, processId, atMs);
  if (known && (guid !== undefined || isSameProcess(known, draft)))
    for (const [column, source] of columnPairs(draft.table)) fill(draft.row, column, known.row[source]);
  const image = actor.image === undefined ? undefined : fieldText(event, actor.image);
  if (image !== undefined) fill(draft.row, 'InitiatingProcessFolderPath', image);
  if (guid !== undefined)
    draft.extra[actor.guid === 'ParentProcessGuid' ? 'ParentProcessGuid' : 'ProcessGuid'] = guid;
};

/** Fills what is known of the process that the event was done to. */
export const fillTarget = (
  event: WindowsEvent,
  { row }: RowDraft,
  guidField: string,
  processes: ProcessTable,
): void => {
  const guid = guidIn(event, guidField);
  const known = guid === undefined ? undefined : processes.find(guid, undefined, 0);
  for (const column of ['ProcessId', 'ProcessCommandLine', 'ProcessCreationTime', 'ProcessTokenElevation'])
    fill(row, column, known?.row[column]);
};
