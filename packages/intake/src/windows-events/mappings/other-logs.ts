import { splitAccount } from '../../values/windows-names.ts';
import { file, hashes, text, user } from '../columns.ts';
import { fill } from '../draft.ts';
import {
  APPLOCKER_EXECUTABLES,
  APPLOCKER_SCRIPTS,
  fieldText,
  POWERSHELL,
  SYSTEM,
  WINDOWS_DEFENDER,
  type WindowsEvent,
  WMI_ACTIVITY,
} from '../event.ts';
import type { ActorFields, ColumnSource, EventMapping, SkippedKind } from '../mapping.ts';
import { serviceFile } from './security.ts';

const byId =
  (actions: Readonly<Record<number, string>>) =>
  (event: WindowsEvent): string | undefined =>
    actions[event.id];

const messageOf = (event: WindowsEvent): string =>
  typeof event.fields.Message === 'string' ? event.fields.Message : '';

/** A line `Name = value` of PowerShell's context: of the field, or of the message where the field is missing. */
const contextLine = (event: WindowsEvent, name: string): string | undefined => {
  const context = fieldText(event, 'ContextInfo') ?? messageOf(event);
  return new RegExp(`^\\s*${name} = (.+?)\\s*$`, 'm').exec(context)?.[1];
};

const invokedCommand = (event: WindowsEvent): string | undefined =>
  contextLine(event, 'Command Name') ??
  /CommandInvocation\(([^)]+)\)/.exec(fieldText(event, 'Payload') ?? messageOf(event))?.[1];

/** PowerShell writes its log itself: here, and only here, the logging process is the one that did the thing. */
export const powerShellProcess: ActorFields = { processId: 'ExecutionProcessID' };

const cmdlet: ColumnSource = {
  reads: ['ContextInfo', 'Payload', 'UserData'],
  fill: (event, { row, extra }) => {
    const command = invokedCommand(event);
    const payload = fieldText(event, 'Payload');
    if (command !== undefined) extra.Command = command;
    if (payload !== undefined) extra.Payload = payload;
    const script = contextLine(event, 'Script Name');
    if (script !== undefined) extra.ScriptName = script;
    fill(row, 'InitiatingProcessCommandLine', contextLine(event, 'Host Application'));
    const account = contextLine(event, 'User');
    if (account === undefined) return;
    const { domain, name } = splitAccount(account);
    fill(row, 'InitiatingProcessAccountDomain', domain);
    fill(row, 'InitiatingProcessAccountName', name);
  },
};

const antivirusActions: Readonly<Record<number, string>> = {
  1116: 'AntivirusDetection',
  1117: 'AntivirusMalwareBlocked',
  1118: 'AntivirusMalwareActionFailed',
  1119: 'AntivirusError',
  2000: 'AntivirusDefinitionsUpdated',
  2001: 'AntivirusDefinitionsUpdateFailed',
};

const wmiActions: Readonly<Record<number, string>> = {
  11: 'RemoteWmiOperation',
  22: 'ProcessCreatedUsingWmiQuery',
  23: 'ProcessCreatedUsingWmiQuery',
  5861: 'WmiBindEventFilterToConsumer',
};

const appLockerActions: Readonly<Record<number, string>> = {
  8003: 'AppControlExecutableAudited',
  8004: 'AppControlExecutableBlocked',
  8006: 'AppControlScriptAudited',
  8007: 'AppControlScriptBlocked',
};

const appLocker = (channel: string, ids: readonly number[]): EventMapping => ({
  channel,
  ids,
  table: 'DeviceEvents',
  action: byId(appLockerActions),
  columns: [file('FullFilePath'), hashes('FileHash')],
});

/** PowerShell, System, Defender, WMI and AppLocker logs (reference: telemetry mapping, section 3). */
export const otherMappings: readonly EventMapping[] = [
  {
    channel: POWERSHELL,
    ids: [4103],
    table: 'DeviceEvents',
    action: 'PowerShellCommand',
    actor: powerShellProcess,
    columns: [cmdlet],
  },
  {
    channel: SYSTEM,
    ids: [7045],
    table: 'DeviceEvents',
    action: 'ServiceInstalled',
    columns: serviceFile('ImagePath'),
    renamed: { ServiceAccount: 'AccountName', ServiceStartType: 'StartType' },
  },
  {
    channel: SYSTEM,
    ids: [104],
    table: 'DeviceEvents',
    action: 'SecurityLogCleared',
    columns: [],
    notes: event => {
      const log = /^The (.+?) log file was cleared/.exec(messageOf(event))?.[1];
      return log === undefined ? {} : { LogName: log };
    },
  },
  {
    channel: WINDOWS_DEFENDER,
    ids: Object.keys(antivirusActions).map(Number),
    table: 'DeviceEvents',
    action: byId(antivirusActions),
    columns: [user('Detection User')],
  },
  {
    channel: WMI_ACTIVITY,
    ids: Object.keys(wmiActions).map(Number),
    table: 'DeviceEvents',
    action: byId(wmiActions),
    columns: [text('RemoteDeviceName', 'ClientMachine')],
    notes: event => ({ Message: messageOf(event) }),
  },
  appLocker(APPLOCKER_EXECUTABLES, [8003, 8004]),
  appLocker(APPLOCKER_SCRIPTS, [8006, 8007]),
];

/** Kinds of these logs that yield no row, and why. */
export const otherSkipped: readonly SkippedKind[] = [
  { channel: 'windows powershell', ids: [400, 403, 600, 800], reason: 'told by PowerShell 4103 and 4104' },
  { channel: POWERSHELL, ids: [4105, 4106], reason: 'told by PowerShell 4104: a script began or ended' },
];
