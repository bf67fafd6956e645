import { fileNameOf, registryPath } from '../../values/windows-names.ts';
import { account, changed, file, firstAccount, integrity, number, text } from '../columns.ts';
import { ends, protocol } from '../connection-columns.ts';
import { fieldText, SECURITY, type WindowsEvent } from '../event.ts';
import type { ActorFields, EventMapping, SkippedKind } from '../mapping.ts';

const subject: ActorFields = { account: 'Subject' };
const subjectProcess: ActorFields = { account: 'Subject', processId: 'ProcessId', image: 'ProcessName' };
const application: ActorFields = { processId: 'ProcessId', image: 'Application' };

const ELEVATION: Readonly<Record<string, string>> = {
  '%%1936': 'TokenElevationTypeDefault',
  '%%1937': 'TokenElevationTypeFull',
  '%%1938': 'TokenElevationTypeLimited',
};

const VALUE_TYPES: Readonly<Record<string, string>> = {
  '%%1873': 'String',
  '%%1874': 'ExpandString',
  '%%1875': 'Binary',
  '%%1876': 'Dword',
  '%%1879': 'MultiString',
  '%%1883': 'Qword',
};

const outbound = (event: WindowsEvent): boolean => fieldText(event, 'Direction') !== '%%14592';

/** In these events the source is the end that began the connection, on whichever side of the device it is. */
const filteredEnds = ends({
  sourceIp: 'SourceAddress',
  sourcePort: 'SourcePort',
  destinationIp: 'DestAddress',
  destinationPort: 'DestPort',
  outbound,
});

const listener = ends({
  sourceIp: 'SourceAddress',
  sourcePort: 'SourcePort',
  destinationIp: 'DestAddress',
  destinationPort: 'DestPort',
  outbound: () => true,
});

const executableOf = (commandLine: string): string =>
  /^"([^"]+)"/.exec(commandLine)?.[1] ?? /^.*?\.(?:exe|sys|dll)\b/i.exec(commandLine)?.[0] ?? commandLine;

/** A service's command line into FolderPath and FileName. */
export const serviceFile = (field: string) => [
  changed('FolderPath', field, value => value),
  changed('FileName', field, value => fileNameOf(executableOf(value))),
];

const accountActions: Readonly<Record<number, string>> = {
  4720: 'UserAccountCreated',
  4726: 'UserAccountDeleted',
  4723: 'PasswordChangeAttempt',
  4724: 'PasswordChangeAttempt',
  4738: 'UserAccountModified',
  4797: 'AccountCheckedForBlankPassword',
};

const groupActions: Readonly<Record<number, string>> = {
  4731: 'SecurityGroupCreated',
  4734: 'SecurityGroupDeleted',
  4732: 'UserAccountAddedToLocalGroup',
  4733: 'UserAccountRemovedFromLocalGroup',
};

const taskActions: Readonly<Record<number, string>> = {
  4698: 'ScheduledTaskCreated',
  4699: 'ScheduledTaskDeleted',
  4700: 'ScheduledTaskEnabled',
  4701: 'ScheduledTaskDisabled',
  4702: 'ScheduledTaskUpdated',
};

const shareActions: Readonly<Record<number, string>> = {
  5142: 'NetworkShareObjectAdded',
  5143: 'NetworkShareObjectModified',
  5144: 'NetworkShareObjectDeleted',
  5145: 'NetworkShareObjectAccessChecked',
};

const directoryActions: Readonly<Record<number, string>> = {
  5136: 'DirectoryServiceObjectModified',
  5137: 'DirectoryServiceObjectCreated',
};

const byId =
  (actions: Readonly<Record<number, string>>) =>
  (event: WindowsEvent): string | undefined =>
    actions[event.id];

const idsOf = (actions: Readonly<Record<number, string>>): readonly number[] =>
  Object.keys(actions).map(Number);

/** The Security log but for its logons (reference: telemetry mapping, section 3). */
export const securityMappings: readonly EventMapping[] = [
  {
    channel: SECURITY,
    ids: [4688],
    table: 'DeviceProcessEvents',
    action: 'ProcessCreated',
    companion: 'process',
    actor: { account: 'Subject', processId: 'ProcessId', image: 'ParentProcessName' },
    columns: [
      file('NewProcessName'),
      number('ProcessId', 'NewProcessId'),
      text('ProcessCommandLine', 'CommandLine'),
      firstAccount('Target', 'Subject'),
      integrity('ProcessIntegrityLevel', 'MandatoryLabel'),
      changed('ProcessTokenElevation', 'TokenElevationType', value => ELEVATION[value]),
      {
        reads: ['TargetLogonId', 'SubjectLogonId'],
        fill: (event, draft) =>
          number(
            'LogonId',
            fieldText(event, 'TargetUserName') === undefined ? 'SubjectLogonId' : 'TargetLogonId',
          ).fill(event, draft),
      },
      {
        reads: [],
        fill: (_event, { row }) => {
          row.ProcessCreationTime = row.Timestamp ?? null;
        },
      },
    ],
  },
  {
    channel: SECURITY,
    ids: [4657],
    table: 'DeviceRegistryEvents',
    action: 'RegistryValueSet',
    actor: subjectProcess,
    columns: [
      changed('RegistryKey', 'ObjectName', registryPath),
      text('RegistryValueName', 'ObjectValueName'),
      text('RegistryValueData', 'NewValue'),
      text('PreviousRegistryValueData', 'OldValue'),
      changed('RegistryValueType', 'NewValueType', value => VALUE_TYPES[value]),
    ],
  },
  {
    channel: SECURITY,
    ids: [4697],
    table: 'DeviceEvents',
    action: 'ServiceInstalled',
    actor: subject,
    columns: serviceFile('ServiceFileName'),
  },
  {
    channel: SECURITY,
    ids: idsOf(taskActions),
    table: 'DeviceEvents',
    action: byId(taskActions),
    actor: subject,
    columns: [account('Subject')],
    renamed: { TaskContent: 'TaskContentNew' },
  },
  {
    channel: SECURITY,
    ids: idsOf(accountActions),
    table: 'DeviceEvents',
    action: byId(accountActions),
    actor: subject,
    columns: [account('Target')],
  },
  {
    channel: SECURITY,
    ids: idsOf(groupActions),
    table: 'DeviceEvents',
    action: byId(groupActions),
    actor: subject,
    columns: [text('AccountSid', 'MemberSid')],
    renamed: { GroupName: 'TargetUserName', GroupDomainName: 'TargetDomainName', GroupSid: 'TargetSid' },
  },
  {
    channel: SECURITY,
    ids: [1102],
    table: 'DeviceEvents',
    action: 'SecurityLogCleared',
    actor: subject,
    columns: [account('Subject')],
  },
  {
    channel: SECURITY,
    ids: idsOf(shareActions),
    table: 'DeviceEvents',
    action: byId(shareActions),
    columns: [account('Subject'), text('RemoteIP', 'IpAddress'), number('RemotePort', 'IpPort')],
  },
  {
    channel: SECURITY,
    ids: [5156],
    table: 'DeviceNetworkEvents',
    action: event => (outbound(event) ? 'ConnectionSuccess' : 'InboundConnectionAccepted'),
    companion: 'connection',
    actor: application,
    columns: [filteredEnds, protocol('Protocol')],
  },
  {
    channel: SECURITY,
    ids: [5154],
    table: 'DeviceNetworkEvents',
    action: 'ListeningConnectionCreated',
    actor: application,
    columns: [listener, protocol('Protocol')],
  },
  {
    channel: SECURITY,
    ids: [5152, 5157],
    table: 'DeviceEvents',
    action: event =>
      outbound(event) ? 'FirewallOutboundConnectionBlocked' : 'FirewallInboundConnectionBlocked',
    actor: application,
    columns: [filteredEnds],
  },
  {
    channel: SECURITY,
    ids: [5031],
    table: 'DeviceEvents',
    action: 'FirewallInboundConnectionToAppBlocked',
    columns: [file('Application')],
  },
  { channel: SECURITY, ids: [5025], table: 'DeviceEvents', action: 'FirewallServiceStopped', columns: [] },
  {
    channel: SECURITY,
    ids: [6416],
    table: 'DeviceEvents',
    action: 'PnpDeviceConnected',
    actor: subject,
    columns: [account('Subject')],
  },
  {
    channel: SECURITY,
    ids: idsOf(directoryActions),
    table: 'DeviceEvents',
    action: byId(directoryActions),
    actor: subject,
    columns: [account('Subject')],
  },
];

/** Kinds of the Security log that yield no row, and why. */
export const securitySkipped: readonly SkippedKind[] = [
  {
    channel: SECURITY,
    ids: [4656, 4658, 4660, 4661, 4663, 4670, 4690, 4691],
    reason: 'policy: handles and object access',
  },
  { channel: SECURITY, ids: [4689], reason: 'no counterpart: ends a process' },
  { channel: SECURITY, ids: [4634, 4647], reason: 'no counterpart: ends a session' },
  { channel: SECURITY, ids: [4672], reason: 'told by the logon: special privileges' },
  { channel: SECURITY, ids: [4627], reason: 'no counterpart: groups of a logon' },
  { channel: SECURITY, ids: [4673, 4674, 4703], reason: 'no counterpart: use of privileges' },
  {
    channel: SECURITY,
    ids: [4768, 4769, 4770, 4771, 4776],
    reason: 'no counterpart: Kerberos and NTLM of a domain controller',
  },
  { channel: SECURITY, ids: [4722, 4725], reason: 'no counterpart: account switched on or off' },
  { channel: SECURITY, ids: [4728, 4729, 4756, 4757], reason: 'no counterpart: groups of the domain' },
  { channel: SECURITY, ids: [5140], reason: 'no counterpart: share opened' },
  { channel: SECURITY, ids: [5158, 5159], reason: 'no counterpart: port bound' },
];
