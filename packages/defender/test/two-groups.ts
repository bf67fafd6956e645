import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { ObjectId } from '@vakt/contract/ids';
import { operations } from '@vakt/contract/operations';
import { type PortalPermission, portalPermissions } from '@vakt/contract/portal-permissions';
import type { UserPrincipal } from '@vakt/contract/principal';
import { nowTicks } from '@vakt/contract/ticks';
import type { Database } from '@vakt/store/database';
import { createDefenderRole } from '@vakt/store/defender-roles';
import { createDeviceGroup } from '@vakt/store/device-groups';
import { insertMachineAction } from '@vakt/store/machine-actions';
import { enableRoles } from '@vakt/store/role-access';
import { newMachineAction } from '@vakt/testing/machine-action';
import type { Kysely } from 'kysely';
import { type TestApi, user } from './api.ts';
import { EventWorld } from './events.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

/** What an attacker may find out of one of the two devices. */
export interface GroupedDevice {
  readonly id: string;
  readonly name: string;
  readonly groupId: number;
  readonly alertId: string;
  readonly incidentId: bigint;
  readonly actionId: string;
  readonly packageId: string;
}

/** What both devices have to do with, so that every way of relating things leads from one to the other. */
export const SHARED = {
  sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  domain: 'evil.example',
  ip: '198.51.100.7',
  ownIp: '10.7.7.7',
  user: 'ann',
  tag: 'shared',
} as const;

/** Every delegated permission of the APIs: what a user may not do is then a matter of roles alone. */
const ALL_SCOPES = [...new Set(operations.flatMap(operation => operation.permissions.delegated))];

/** A user with all scopes and none of the directory roles, unless told otherwise. */
export const member = (objectId: string, changes: Partial<UserPrincipal> = {}): UserPrincipal =>
  user(ALL_SCOPES, { objectId: objectId as ObjectId, directoryRoles: [], ...changes });

/** Sees and does everything on the device that is open. */
export const ANALYST = member('aaaaaaaa-0000-4000-8000-000000000001');
export const ADMINISTRATOR = user(ALL_SCOPES);

/** A tenant with roles turned on and two devices, one of which is open to the analyst. */
export interface TwoGroups {
  readonly api: TestApi;
  /** The tenant's part of the store. */
  readonly db: Kysely<Database>;
  readonly open: GroupedDevice;
  readonly closed: GroupedDevice;
  /** Gives a user a role of these permissions on the open device. */
  allow(objectId: string, ...permissions: PortalPermission[]): Promise<void>;
  close(): Promise<void>;
}

const NAMES = { a: 'visible-host', b: 'secret-host' } as const;
type Digit = keyof typeof NAMES;

const addGroup = async (db: Kysely<Database>, digit: Digit): Promise<number> => {
  const made = await createDeviceGroup(db, {
    name: `Group ${digit}`,
    description: '',
    remediationLevel: 'full',
    conditions: [{ property: 'tag', operator: 'equals', value: `group-${digit}` }],
  });
  if (made.kind !== 'saved') throw new Error(made.kind);
  return made.group.group_id;
};

const addRole = async (
  db: Kysely<Database>,
  name: string,
  permissions: readonly PortalPermission[],
  members: readonly string[],
  deviceGroups: readonly number[],
): Promise<void> => {
  const draft = { name, description: '', permissions, members, deviceGroups };
  const made = await createDefenderRole(db, draft);
  if (made.kind !== 'saved') throw new Error(made.kind);
};

const addAction = async ({ api, db }: EventWorld, digit: Digit, type: string): Promise<string> => {
  const now = nowTicks(api.clock);
  const { action_id } = await insertMachineAction(
    db,
    newMachineAction({
      action_id: `${digit.repeat(8)}-${type === 'Isolate' ? '1' : '2'}111-4111-8111-111111111111`,
      type,
      status: type === 'Isolate' ? 'Pending' : 'Succeeded',
      machine_id: deviceId(digit),
      computer_dns_name: NAMES[digit],
      created_ticks: now,
      updated_ticks: now,
    }),
  );
  api.packages.set(action_id, Buffer.from('PK'));
  return action_id;
};

const addDevice = async (world: EventWorld, digit: Digit): Promise<GroupedDevice> => {
  const { api, db } = world;
  const groupId = await addGroup(db, digit);
  const address = { ipAddress: SHARED.ownIp, lastSeen: '2026-11-21T05:00:00Z' };
  await addDevices(db, {
    deviceId: deviceId(digit),
    deviceName: NAMES[digit],
    registryDeviceTag: `group-${digit}`,
    ipAddresses: [address],
  });
  const { alertId, incidentId } = await addAlert(db, api.now, {
    machineId: deviceId(digit),
    title: `Found on ${NAMES[digit]}`,
    relatedUser: { userName: SHARED.user, domainName: 'contoso' },
    evidence: [
      { entityType: 'File', fileName: 'x', sha1: SHARED.sha1 },
      { entityType: 'Ip', ipAddress: SHARED.ip },
      { entityType: 'Url', url: `https://${SHARED.domain}/` },
      { entityType: 'User', accountName: SHARED.user, domainName: 'contoso' },
    ],
  });
  return {
    id: deviceId(digit),
    name: NAMES[digit],
    groupId,
    alertId,
    incidentId,
    actionId: await addAction(world, digit, 'Isolate'),
    packageId: await addAction(world, digit, 'CollectInvestigationPackage'),
  };
};

const addEvents = async (world: EventWorld, { id, name }: GroupedDevice): Promise<void> => {
  const common = { Timestamp: '2026-11-21T05:30:00Z', DeviceId: id, DeviceName: name, ReportId: 7 };
  const add = (table: string, row: HuntingRow) => world.add(table, { ...common, ...row });
  await add('DeviceFileEvents', { SHA1: SHARED.sha1, FileName: name });
  await add('DeviceNetworkEvents', {
    RemoteUrl: SHARED.domain,
    RemoteIP: SHARED.ip,
    LocalIP: SHARED.ownIp,
    ActionType: 'ConnectionSuccess',
  });
  await add('DeviceLogonEvents', {
    ActionType: 'LogonSuccess',
    AccountName: SHARED.user,
    AccountDomain: 'contoso',
    LogonType: 'Interactive',
  });
};

/** Two devices in two groups; all that relates them is there, in the store and in the lake. */
export const withTwoGroups = async (): Promise<TwoGroups> => {
  const world = await EventWorld.start();
  const { api, db } = world;
  const open = await addDevice(world, 'a');
  const closed = await addDevice(world, 'b');
  for (const device of [open, closed]) await addEvents(world, device);
  const all = Object.keys(portalPermissions) as PortalPermission[];
  await addRole(db, 'Analysts', all, [ANALYST.objectId], [open.groupId]);
  // A group without a role would be open to everybody who has one.
  await addRole(db, 'Nobody', all, [], [closed.groupId, 0]);
  await enableRoles(db, true);
  return {
    api,
    db,
    open,
    closed,
    allow: (objectId, ...permissions) =>
      addRole(db, `Role of ${objectId}`, permissions, [objectId], [open.groupId]),
    close: () => world.close(),
  };
};
