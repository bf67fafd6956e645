import { ipTypeOf } from '../../values/ip-address.ts';
import { account, changed, number, text } from '../columns.ts';
import { fieldText, SECURITY, type WindowsEvent } from '../event.ts';
import type { ActorFields, EventMapping } from '../mapping.ts';

const LOGON_TYPES: Readonly<Record<string, string>> = {
  '0': 'Unknown',
  '2': 'Interactive',
  '3': 'Network',
  '4': 'Batch',
  '5': 'Service',
  '7': 'Unlock',
  '8': 'NetworkCleartext',
  '9': 'NewCredentials',
  '10': 'RemoteInteractive',
  '11': 'CachedInteractive',
  '12': 'CachedRemoteInteractive',
  '13': 'CachedUnlock',
};

const FAILURES: Readonly<Record<string, string>> = {
  '0xc000006a': 'InvalidUserNameOrPassword',
  '0xc0000064': 'InvalidUserNameOrPassword',
  '0xc000006d': 'InvalidUserNameOrPassword',
  '0xc0000234': 'AccountLockedOut',
  '0xc0000072': 'AccountDisabled',
  '0xc0000193': 'AccountExpired',
  '0xc0000071': 'PasswordExpired',
};

const process: ActorFields = { account: 'Subject', processId: 'ProcessId', image: 'ProcessName' };

const failureOf = (event: WindowsEvent): string | undefined => {
  const codes = ['SubStatus', 'Status'].map(name => fieldText(event, name)?.toLowerCase());
  const code = codes.find(found => found !== undefined && !/^0x0+$/.test(found));
  return code === undefined ? undefined : (FAILURES[code] ?? code);
};

const origin = [
  text('RemoteIP', 'IpAddress'),
  changed('RemoteIPType', 'IpAddress', ipTypeOf),
  number('RemotePort', 'IpPort'),
  text('RemoteDeviceName', 'WorkstationName'),
];

/** `NTLM V2` names a dialect, and the package below is the one that speaks NTLM. */
const PROTOCOLS: readonly (readonly [RegExp, string])[] = [
  [/^(?:NTLM|MICROSOFT_AUTHENTICATION_PACKAGE_V1_0$)/, 'NTLM'],
];

const protocol = [
  {
    reads: [],
    fill: (event: WindowsEvent, { row }: { readonly row: Record<string, unknown> }) => {
      const name = fieldText(event, 'LmPackageName') ?? fieldText(event, 'AuthenticationPackageName');
      if (name !== undefined) row.Protocol = PROTOCOLS.find(([pattern]) => pattern.test(name))?.[1] ?? name;
    },
  },
];

const logonType = changed('LogonType', 'LogonType', value => LOGON_TYPES[value] ?? 'Unknown');

/** Logons (reference: telemetry mapping, section 3). */
export const logonMappings: readonly EventMapping[] = [
  {
    channel: SECURITY,
    ids: [4624],
    table: 'DeviceLogonEvents',
    action: 'LogonSuccess',
    companion: 'logon',
    actor: process,
    columns: [account('Target'), number('LogonId', 'TargetLogonId'), logonType, ...origin, ...protocol],
  },
  {
    channel: SECURITY,
    ids: [4625],
    table: 'DeviceLogonEvents',
    action: 'LogonFailed',
    actor: process,
    columns: [
      account('Target'),
      logonType,
      ...origin,
      ...protocol,
      {
        reads: ['FailureReason'],
        fill: (event, { row }) => {
          row.FailureReason = failureOf(event) ?? '';
        },
      },
    ],
  },
  {
    channel: SECURITY,
    ids: [4648],
    table: 'DeviceLogonEvents',
    action: 'LogonAttempted',
    actor: process,
    columns: [account('Target'), ...origin],
  },
];
