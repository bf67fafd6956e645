import { type EventRow, numberOf, textOf } from '@vakt/contract/event-row';
import { MOST_TIMELINE_EVENTS } from '@vakt/contract/operations/machine-navigation';
import { fail, ok, type Result } from '@vakt/contract/result';
import { formatTicks, nowTicks, parseTicks, TICKS_PER_DAY, type Ticks } from '@vakt/contract/ticks';
import { stringLiteral } from '@vakt/hunting/string-literal';
import { type ApiFailure, apiFailure } from '../failure.ts';
import { ACTIVITY_TABLES } from '../lake/activity-tables.ts';
import { askLake } from '../lake/ask-lake.ts';
import { refuseOptions } from '../lists/no-options.ts';
import { collectionReply } from '../wire/odata-collection.ts';
import { aboutMachine } from './machine-call.ts';

const TEXTS = {
  actionType: 'ActionType',
  fileName: 'FileName',
  folderPath: 'FolderPath',
  sha1: 'SHA1',
  processCommandLine: 'ProcessCommandLine',
  accountName: 'AccountName',
  remoteIp: 'RemoteIP',
  remoteUrl: 'RemoteUrl',
  registryKey: 'RegistryKey',
  initiatingProcessFileName: 'InitiatingProcessFileName',
  initiatingProcessCommandLine: 'InitiatingProcessCommandLine',
  additionalFields: 'AdditionalFields',
} as const;
const LONGEST_STRETCH = 30n * TICKS_PER_DAY;

/** The stretch of time that is asked for, both ends included, and how many of its events at most. */
interface Stretch {
  readonly from: Ticks;
  readonly to: Ticks;
  readonly most: number;
}

const invalid = (message: string) => fail(apiFailure('InvalidInput', `Invalid input: ${message}`));

const readStretch = (query: URLSearchParams, now: Ticks): Result<Stretch, ApiFailure> => {
  const given = (wanted: string): string | undefined =>
    [...query].find(([name]) => name.toLowerCase() === wanted)?.[1].trim();
  const [fromText, toText, sizeText] = [given('fromdate'), given('todate'), given('pagesize')];
  const to = toText === undefined ? now : parseTicks(toText);
  if (to === undefined) return invalid('toDate is no ISO 8601 time');
  const from = fromText === undefined ? to - TICKS_PER_DAY : parseTicks(fromText);
  if (from === undefined) return invalid('fromDate is no ISO 8601 time');
  if (from > to || to - from > LONGEST_STRETCH)
    return invalid('fromDate must be before toDate, and not more than 30 days');
  const most = sizeText === undefined ? MOST_TIMELINE_EVENTS : Number(sizeText);
  return Number.isInteger(most) && most >= 1 && most <= MOST_TIMELINE_EVENTS
    ? ok({ from: from < 0n ? 0n : from, to, most })
    : invalid(`pageSize must be a whole number from 1 to ${MOST_TIMELINE_EVENTS}`);
};

const queryFor = (deviceId: string, { from, to, most }: Stretch): string =>
  `union withsource=SourceTable ${ACTIVITY_TABLES.join(', ')}
    | where Timestamp between (datetime(${formatTicks(from)}) .. datetime(${formatTicks(to)}))
      and DeviceId == ${stringLiteral(deviceId)}
    | top ${most} by Timestamp`;

const textIn = (row: EventRow, column: string): string | null => textOf(row, column) ?? null;

const eventJson = (row: EventRow) => {
  const text = (name: keyof typeof TEXTS) => ({ [name]: textIn(row, TEXTS[name]) });
  return {
    timestamp: textIn(row, 'Timestamp'),
    table: textIn(row, 'SourceTable'),
    reportId: textIn(row, 'ReportId'),
    ...text('actionType'),
    ...text('fileName'),
    ...text('folderPath'),
    ...text('sha1'),
    processId: numberOf(row, 'ProcessId') ?? null,
    ...text('processCommandLine'),
    ...text('accountName'),
    ...text('remoteIp'),
    remotePort: numberOf(row, 'RemotePort') ?? null,
    ...text('remoteUrl'),
    ...text('registryKey'),
    ...text('initiatingProcessFileName'),
    initiatingProcessId: numberOf(row, 'InitiatingProcessId') ?? null,
    ...text('initiatingProcessCommandLine'),
    ...text('additionalFields'),
  };
};

/** `GET /api/machines/{id}/timeline` */
export const listMachineTimeline = aboutMachine(async (call, { device_id }) => {
  const { request, clock } = call;
  const refusal = refuseOptions(request.query);
  if (refusal) return fail(refusal);
  const stretch = readStretch(request.query, nowTicks(clock));
  if (!stretch.ok) return stretch;
  const found = await askLake(call, queryFor(device_id, stretch.value), stretch.value.most);
  if (!found.ok) return found;
  const fragment = 'Collection(microsoft.windowsDefenderATP.api.TimelineEvent)';
  return ok(collectionReply(request.origin, fragment, found.value.map(eventJson)));
});
