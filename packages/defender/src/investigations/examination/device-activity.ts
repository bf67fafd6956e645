import { type EventRow, numberOf, textOf } from '@vakt/contract/event-row';
import { ok, type Result } from '@vakt/contract/result';
import { formatTicks, type Ticks } from '@vakt/contract/ticks';
import { stringLiteral } from '@vakt/hunting/string-literal';
import type { ApiFailure } from '../../failure.ts';
import { type Asker, askLake } from '../../lake/ask-lake.ts';
import { addressSuspect, fileSuspect, placeSuspect, type Suspect } from './suspects.ts';

/** The device and the stretch of time that an investigation looks at. */
export interface Scene {
  readonly machineId: string;
  readonly from: Ticks;
  readonly to: Ticks;
}

/** What an antivirus said of a file. */
export interface AntivirusFinding {
  readonly label: string;
  readonly threat: string;
  readonly sha1: string | undefined;
}

/** What a device did, by its own events. */
export interface DeviceActivity {
  readonly processes: number;
  readonly suspects: readonly Suspect[];
  readonly users: readonly string[];
  readonly antivirus: readonly AntivirusFinding[];
  /** Whether there was more than was looked at. */
  readonly isCut: boolean;
}

/** Different values of a kind that are looked at; a device that had more was not looked at in full. */
export const MOST_VALUES = 5_000;
const MOST_DETECTIONS = 200;

const inScene = ({ machineId, from, to }: Scene): string =>
  `where Timestamp between (datetime(${formatTicks(from)}) .. datetime(${formatTicks(to)}))
    and DeviceId == ${stringLiteral(machineId)}`;

const filesQuery = (scene: Scene): string =>
  `union DeviceProcessEvents, DeviceFileEvents, DeviceImageLoadEvents, DeviceEvents
    | ${inScene(scene)} and (isnotempty(SHA1) or isnotempty(SHA256))
    | summarize FileName = max(FileName) by SHA1, SHA256 | take ${MOST_VALUES}`;

const connectionsQuery = (scene: Scene): string =>
  `union DeviceNetworkEvents, DeviceLogonEvents, DeviceEvents
    | ${inScene(scene)} and (isnotempty(RemoteIP) or isnotempty(RemoteUrl))
    | distinct RemoteIP, RemoteUrl | take ${MOST_VALUES}`;

const usersQuery = (scene: Scene): string =>
  `union DeviceProcessEvents, DeviceLogonEvents
    | ${inScene(scene)} and isnotempty(AccountName)
    | distinct AccountDomain, AccountName | take ${MOST_VALUES}`;

const processesQuery = (scene: Scene): string => `DeviceProcessEvents | ${inScene(scene)} | count`;

const detectionsQuery = (scene: Scene): string =>
  `DeviceEvents | ${inScene(scene)} and ActionType == "AntivirusDetection"
    | extend ThreatName = tostring(parse_json(AdditionalFields).ThreatName)
    | distinct FolderPath, FileName, SHA1, ThreatName | take ${MOST_DETECTIONS}`;

const fileIn = (row: EventRow): Suspect =>
  fileSuspect({
    sha1: textOf(row, 'SHA1') ?? '',
    sha256: textOf(row, 'SHA256') ?? '',
    fileName: textOf(row, 'FileName') ?? '',
  });

const placesIn = (row: EventRow): Suspect[] => {
  const [address, url] = [textOf(row, 'RemoteIP'), textOf(row, 'RemoteUrl')];
  return [...(address ? [addressSuspect(address)] : []), ...(url ? [placeSuspect(url)] : [])];
};

const antivirusFindingIn = (row: EventRow): AntivirusFinding => ({
  label: `file ${textOf(row, 'FolderPath') ?? textOf(row, 'FileName') ?? 'without a name'}`,
  threat: textOf(row, 'ThreatName') ?? 'a threat without a name',
  sha1: textOf(row, 'SHA1')?.toLowerCase(),
});

const userIn = (row: EventRow): string =>
  [textOf(row, 'AccountDomain'), textOf(row, 'AccountName')].filter(Boolean).join('\\');

/** Asks the events of a device what it did; a lake that does not answer one question is asked again another time. */
export const readActivity = async (
  asker: Asker,
  scene: Scene,
): Promise<Result<DeviceActivity, ApiFailure>> => {
  const answers: EventRow[][] = [];
  // One after the other: an investigation can wait, those who hunt cannot.
  for (const query of [filesQuery, connectionsQuery, usersQuery, processesQuery, detectionsQuery]) {
    const answer = await askLake(asker, query(scene), MOST_VALUES);
    if (!answer.ok) return answer;
    answers.push(answer.value);
  }
  const [files = [], connections = [], users = [], counts = [], detections = []] = answers;
  return ok({
    processes: (counts[0] && numberOf(counts[0], 'Count')) ?? 0,
    suspects: [...files.map(fileIn), ...connections.flatMap(placesIn)],
    users: users.map(userIn),
    antivirus: detections.map(antivirusFindingIn),
    isCut: answers.some(rows => rows.length >= MOST_VALUES),
  });
};
