import { registryPath } from '../../values/windows-names.ts';
import {
  changed,
  file,
  hashes,
  integrity,
  number,
  processId,
  registryData,
  registryKey,
  registryValue,
  text,
  time,
  user,
} from '../columns.ts';
import { ends, protocol } from '../connection-columns.ts';
import { fieldNumber, fieldText, SYSMON, sysmonEventType, type WindowsEvent } from '../event.ts';
import type { ActorFields, EventMapping, SkippedKind } from '../mapping.ts';

/** The process that most events name with these four fields. */
const image: ActorFields = { guid: 'ProcessGuid', processId: 'ProcessId', image: 'Image', user: 'User' };

const initiated = (event: WindowsEvent): boolean => fieldText(event, 'Initiated')?.toLowerCase() !== 'false';

const zoneLine = (name: string) => (contents: string) =>
  new RegExp(`^${name}=(.+)$`, 'm').exec(contents.replaceAll('\r', ''))?.[1]?.trim();

const registryActions: Readonly<Record<string, string>> = {
  createkey: 'RegistryKeyCreated',
  deletekey: 'RegistryKeyDeleted',
  deletevalue: 'RegistryValueDeleted',
};

const registryAction = (event: WindowsEvent): string | undefined =>
  registryActions[(sysmonEventType(event) ?? '').toLowerCase()];

const isKeyEvent = (event: WindowsEvent): boolean => registryAction(event) !== 'RegistryValueDeleted';

const key = registryKey('TargetObject');
const value = registryValue('TargetObject');

/** Sysmon's events (reference: telemetry mapping, section 2). */
export const sysmonMappings: readonly EventMapping[] = [
  {
    channel: SYSMON,
    ids: [1],
    table: 'DeviceProcessEvents',
    action: 'ProcessCreated',
    companion: 'process',
    actor: {
      guid: 'ParentProcessGuid',
      processId: 'ParentProcessId',
      image: 'ParentImage',
      commandLine: 'ParentCommandLine',
      user: 'ParentUser',
    },
    columns: [
      file('Image'),
      processId('ProcessId'),
      text('ProcessCommandLine', 'CommandLine'),
      time('ProcessCreationTime', 'UtcTime'),
      user('User'),
      hashes('Hashes'),
      integrity('ProcessIntegrityLevel', 'IntegrityLevel'),
      number('LogonId', 'LogonId'),
      number('CreatedProcessSessionId', 'TerminalSessionId'),
      text('ProcessVersionInfoOriginalFileName', 'OriginalFileName'),
      text('ProcessVersionInfoProductName', 'Product'),
      text('ProcessVersionInfoCompanyName', 'Company'),
      text('ProcessVersionInfoFileDescription', 'Description'),
      text('ProcessVersionInfoProductVersion', 'FileVersion'),
    ],
  },
  {
    channel: SYSMON,
    ids: [2],
    table: 'DeviceEvents',
    action: 'FileTimestampModificationEvent',
    actor: image,
    columns: [file('TargetFilename')],
  },
  {
    channel: SYSMON,
    ids: [3],
    table: 'DeviceNetworkEvents',
    action: event => (initiated(event) ? 'ConnectionSuccess' : 'InboundConnectionAccepted'),
    companion: 'connection',
    actor: image,
    columns: [
      ends({
        sourceIp: 'SourceIp',
        sourcePort: 'SourcePort',
        destinationIp: 'DestinationIp',
        destinationPort: 'DestinationPort',
        outbound: initiated,
      }),
      protocol('Protocol'),
      {
        reads: [],
        fill: (event, { row }) => {
          const host = initiated(event) ? fieldText(event, 'DestinationHostname') : undefined;
          if (host !== undefined) row.RemoteUrl = host;
        },
      },
    ],
  },
  {
    channel: SYSMON,
    ids: [6],
    table: 'DeviceEvents',
    action: 'DriverLoad',
    columns: [file('ImageLoaded'), hashes('Hashes')],
  },
  {
    channel: SYSMON,
    ids: [7],
    table: 'DeviceImageLoadEvents',
    action: 'ImageLoaded',
    actor: image,
    columns: [file('ImageLoaded'), hashes('Hashes')],
  },
  {
    channel: SYSMON,
    ids: [8],
    table: 'DeviceEvents',
    action: 'CreateRemoteThreadApiCall',
    actor: {
      guid: 'SourceProcessGuid',
      processId: 'SourceProcessId',
      image: 'SourceImage',
      user: 'SourceUser',
    },
    targetGuid: 'TargetProcessGuid',
    columns: [file('TargetImage'), processId('TargetProcessId')],
  },
  {
    channel: SYSMON,
    ids: [10],
    table: 'DeviceEvents',
    action: 'OpenProcessApiCall',
    actor: {
      guid: 'SourceProcessGUID',
      processId: 'SourceProcessId',
      image: 'SourceImage',
      user: 'SourceUser',
    },
    targetGuid: 'TargetProcessGUID',
    columns: [
      file('TargetImage'),
      processId('TargetProcessId'),
      {
        reads: ['GrantedAccess'],
        fill: (event, { extra }) => {
          const access = fieldNumber(event, 'GrantedAccess');
          if (access !== undefined) extra.DesiredAccess = access;
        },
      },
    ],
  },
  {
    channel: SYSMON,
    ids: [11],
    table: 'DeviceFileEvents',
    action: 'FileCreated',
    actor: image,
    columns: [file('TargetFilename')],
  },
  {
    channel: SYSMON,
    ids: [12],
    table: 'DeviceRegistryEvents',
    action: registryAction,
    actor: image,
    columns: [
      { reads: key.reads, fill: (event, draft) => (isKeyEvent(event) ? key : value).fill(event, draft) },
    ],
  },
  {
    channel: SYSMON,
    ids: [13],
    table: 'DeviceRegistryEvents',
    action: 'RegistryValueSet',
    actor: image,
    columns: [value, registryData('Details')],
  },
  {
    channel: SYSMON,
    ids: [14],
    table: 'DeviceRegistryEvents',
    action: 'RegistryKeyRenamed',
    actor: image,
    columns: [
      changed('RegistryKey', 'NewName', registryPath),
      changed('PreviousRegistryKey', 'TargetObject', registryPath),
    ],
  },
  {
    channel: SYSMON,
    ids: [15],
    table: 'DeviceFileEvents',
    action: 'FileCreated',
    actor: image,
    columns: [
      file('TargetFilename'),
      hashes('Hash'),
      changed('FileOriginUrl', 'Contents', zoneLine('HostUrl')),
      changed('FileOriginReferrerUrl', 'Contents', zoneLine('ReferrerUrl')),
    ],
    renamed: { Contents: 'Contents' },
  },
  {
    channel: SYSMON,
    ids: [17, 18],
    table: 'DeviceEvents',
    action: 'NamedPipeEvent',
    actor: image,
    columns: [{ reads: ['EventType'], fill: () => undefined }],
    renamed: { PipeName: 'PipeName' },
    notes: event => ({ FileOperation: event.id === 17 ? 'File created' : 'File opened' }),
  },
  {
    channel: SYSMON,
    ids: [19, 20, 21],
    table: 'DeviceEvents',
    action: 'WmiBindEventFilterToConsumer',
    columns: [user('User')],
    notes: event => ({ WmiEvent: ['EventFilter', 'EventConsumer', 'Binding'][event.id - 19] ?? '' }),
  },
  {
    channel: SYSMON,
    ids: [22],
    table: 'DeviceEvents',
    action: 'DnsQueryResponse',
    actor: image,
    columns: [],
    renamed: { DnsQueryString: 'QueryName', DnsQueryResult: 'QueryResults' },
  },
  {
    channel: SYSMON,
    ids: [23, 26],
    table: 'DeviceFileEvents',
    action: 'FileDeleted',
    actor: image,
    columns: [file('TargetFilename'), hashes('Hashes')],
  },
  {
    channel: SYSMON,
    ids: [24],
    table: 'DeviceEvents',
    action: 'GetClipboardData',
    actor: image,
    columns: [hashes('Hashes')],
  },
];

/** Sysmon's events that yield no row. */
export const sysmonSkipped: readonly SkippedKind[] = [
  { channel: SYSMON, ids: [4, 16, 255], reason: 'state of the collector itself' },
  { channel: SYSMON, ids: [5], reason: 'no counterpart: ends a process' },
  { channel: SYSMON, ids: [12], reason: 'the collector lost whether a key came or went' },
  { channel: SYSMON, ids: [9], reason: 'no counterpart: raw disk read' },
  { channel: SYSMON, ids: [25], reason: 'no counterpart: process tampering' },
  { channel: SYSMON, ids: [27, 28, 29], reason: 'no counterpart: file blocking' },
];
