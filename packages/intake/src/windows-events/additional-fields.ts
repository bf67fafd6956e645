import type { RowDraft } from './draft.ts';
import { fieldText, type WindowsEvent } from './event.ts';
import type { ActorFields, EventMapping } from './mapping.ts';

/** What every event has besides its data: the log's header, the collectors' own, and the text rendered from the data. */
const HEADER: ReadonlySet<string> = new Set(
  `EventTime TimeCreated @timestamp @version UtcTime host port tags type SourceModuleName SourceModuleType
   EventReceivedTime Message Hostname Computer Severity SeverityValue Opcode OpcodeValue Task Category Version Level
   ThreadID ExecutionProcessID ProcessID ProviderGuid SourceName RecordNumber EventRecordID Channel UserID AccountName
   AccountType Domain EventType EventTypeOrignal ERROR_EVT_UNRESOLVED ActivityID`.split(/\s+/),
);

const actorFields = ({
  guid,
  processId,
  image,
  commandLine,
  user,
  account,
}: ActorFields): readonly string[] => [
  ...[guid, processId, image, commandLine, user].filter(field => field !== undefined),
  ...(account === undefined ? [] : [`${account}UserName`, `${account}DomainName`, `${account}UserSid`]),
];

const takenFields = (mapping: EventMapping): ReadonlySet<string> =>
  new Set([
    ...mapping.columns.flatMap(({ reads }) => reads),
    ...(mapping.actor ? actorFields(mapping.actor) : []),
    ...Object.values(mapping.renamed ?? {}),
  ]);

const taken = new WeakMap<EventMapping, ReadonlySet<string>>();

const takenBy = (mapping: EventMapping): ReadonlySet<string> => {
  let fields = taken.get(mapping);
  if (!fields) taken.set(mapping, (fields = takenFields(mapping)));
  return fields;
};

/** Puts what no column takes into AdditionalFields: numbers as they are, text unescaped, absent ones left out. */
export const fillAdditionalFields = (
  event: WindowsEvent,
  { extra }: RowDraft,
  mapping: EventMapping,
): void => {
  const known = takenBy(mapping);
  for (const [target, source] of Object.entries(mapping.renamed ?? {})) {
    const value = fieldText(event, source);
    if (value !== undefined) extra[target] = value;
  }
  if (mapping.notes) Object.assign(extra, mapping.notes(event));
  for (const name of Object.keys(event.fields)) {
    if (HEADER.has(name) || known.has(name) || name === '__proto__') continue;
    const value = fieldText(event, name);
    const given = event.fields[name];
    if (value !== undefined && given !== undefined) extra[name] = typeof given === 'string' ? value : given;
  }
};
