import type { PortalPermission } from '@vakt/contract/portal-permissions';
import type { CommandContext } from '../../context.ts';
import { type DefenderRole, DefenderRoles } from '../../directory/defender-roles.ts';
import { DeviceGroups } from '../../directory/device-groups.ts';
import { usageError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { confirm, type YesOption } from '../confirmation.ts';
import { showAll } from '../listing.ts';
import { Members } from './members.ts';

/** What a role gives to whom, by the names that people write. */
export interface RoleParts {
  readonly permission?: readonly PortalPermission[];
  readonly member?: readonly string[];
  readonly deviceGroup?: readonly string[];
}

export interface NewRole extends RoleParts {
  readonly name: string;
  readonly description?: string;
}

export interface RoleChange extends RoleParts {
  readonly role: string;
}

type Parts = Pick<DefenderRole, 'permissions' | 'members' | 'deviceGroups'>;

const resolve = async (
  { permission = [], member = [], deviceGroup = [] }: RoleParts,
  context: CommandContext,
): Promise<Parts> => {
  const groups = await DeviceGroups.open(context);
  const found = await Promise.all(deviceGroup.map(name => groups.find(name)));
  return {
    permissions: permission,
    members: member.length === 0 ? [] : await (await Members.open(context)).find(member),
    deviceGroups: found.map(({ id }) => id),
  };
};

/** Reads roles with names in place of ids. */
const shownIn = async (context: CommandContext) => {
  const nameOf = await (await Members.open(context)).names();
  const groups = new Map((await (await DeviceGroups.open(context)).list()).map(({ id, name }) => [id, name]));
  return (role: DefenderRole) => ({
    id: role.id,
    name: role.name,
    permissions: role.permissions,
    members: role.members.map(nameOf),
    deviceGroups: role.deviceGroups.map(id => groups.get(id) ?? String(id)),
    description: role.description,
  });
};

const showRole = async (context: CommandContext, role: DefenderRole): Promise<void> =>
  showRecord(context, role, (await shownIn(context))(role));

const OFF =
  'The roles are turned off: directory roles decide, over all devices. vakt role enable turns them on.';

/** Lists the roles, and says when they count for nothing. */
export const listRoles = async (_input: undefined, context: CommandContext): Promise<void> => {
  const roles = await DefenderRoles.open(context);
  const shown = await shownIn(context);
  showAll(context, (await roles.list()).map(shown), [
    { title: 'ROLE', value: role => role.name, shrinks: true },
    { title: 'ID', value: role => role.id },
    { title: 'PERMISSIONS', value: role => role.permissions, shrinks: true },
    { title: 'MEMBERS', value: role => role.members, shrinks: true },
    { title: 'DEVICE GROUPS', value: role => role.deviceGroups, shrinks: true },
  ]);
  if (!(await roles.areEnabled())) context.terminal.note(OFF);
};

/** Makes a role. */
export const createRole = async (
  { name, description, ...parts }: NewRole,
  context: CommandContext,
): Promise<void> => {
  const roles = await DefenderRoles.open(context);
  const body = {
    name,
    ...(description !== undefined && { description }),
    ...(await resolve(parts, context)),
  };
  await showRole(context, await roles.create(body));
};

const change = async (
  { role: name, ...parts }: RoleChange,
  context: CommandContext,
  combine: <Item>(held: readonly Item[], named: readonly Item[]) => readonly Item[],
): Promise<void> => {
  if (!parts.permission && !parts.member && !parts.deviceGroup)
    throw usageError('Nothing is named', 'Name --permission, --member or --device-group.');
  const roles = await DefenderRoles.open(context);
  const role = await roles.find(name);
  const named = await resolve(parts, context);
  const changed = await roles.change(role.id, {
    permissions: combine(role.permissions, named.permissions),
    members: combine(role.members, named.members),
    deviceGroups: combine(role.deviceGroups, named.deviceGroups),
  });
  await showRole(context, changed);
};

/** Adds permissions, members and device groups to a role. */
export const grantRole = (input: RoleChange, context: CommandContext): Promise<void> =>
  change(input, context, (held, named) => [...new Set([...held, ...named])]);

/** Takes permissions, members and device groups from a role. */
export const revokeRole = (input: RoleChange, context: CommandContext): Promise<void> =>
  change(input, context, (held, named) => held.filter(item => !named.includes(item)));

/** Deletes a role. */
export const deleteRole = async (
  { role: wanted, ...options }: YesOption & { readonly role: string },
  context: CommandContext,
): Promise<void> => {
  const roles = await DefenderRoles.open(context);
  const { id, name } = await roles.find(wanted);
  await confirm(`Delete the role ${name} for good?`, options, context);
  await roles.delete(id);
  showRecord(context, { id, name, deleted: true });
};

const TAKES_AWAY =
  'Security Operators, Security Readers and Global Readers lose what no role gives them. Turn the roles on?';

/** Lets the roles decide what users may do and see. */
export const enableRoles = async (options: YesOption, context: CommandContext): Promise<void> => {
  await confirm(TAKES_AWAY, options, context);
  await (await DefenderRoles.open(context)).turn(true);
  showRecord(context, { enabled: true });
};

/** Lets directory roles alone decide again, over all devices. */
export const disableRoles = async (options: YesOption, context: CommandContext): Promise<void> => {
  await confirm(
    'Everybody with a directory role for Defender will see all devices. Go on?',
    options,
    context,
  );
  await (await DefenderRoles.open(context)).turn(false);
  showRecord(context, { enabled: false });
};
