import { portalPermissions } from '@vakt/contract/portal-permissions';
import { type Command, Option } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { withYes, type YesOption } from '../confirmation.ts';
import type { NewRole, RoleChange, RoleParts } from './role.ts';

const withParts = (command: Command): Command =>
  command
    .addOption(
      new Option('--permission <names...>', 'what its members may do').choices(
        Object.keys(portalPermissions),
      ),
    )
    .option('--member <names...>', 'sign-in names of users, or names of directory roles')
    .option('--device-group <names...>', 'names or ids of device groups that it opens');

const list = (perform: Perform): Command =>
  doing(
    leaf('list', "List Defender's roles, with who has each and what it opens", ['vakt role list']),
    perform,
    async () => (await import('./role.ts')).listRoles,
    () => undefined,
  );

const create = (perform: Perform): Command =>
  doing(
    withParts(
      leaf('create', 'Make a role', [
        'vakt role create "Kiosk analysts" --permission viewData alertsInvestigation --member ada@contoso.example --device-group Kiosks',
        'vakt role create Readers --permission viewData --member security-reader',
      ])
        .argument('<name>', 'the name of the role')
        .option('--description <text>', 'what the role is for'),
    ),
    perform,
    async () => (await import('./role.ts')).createRole,
    (options: Omit<NewRole, 'name'>, [name = '']): NewRole => ({ ...options, name }),
  );

const readChange = (options: RoleParts, [role = '']: readonly string[]): RoleChange => ({ ...options, role });

const grant = (perform: Perform): Command =>
  doing(
    withParts(
      leaf('grant', 'Give a role more permissions, members or device groups', [
        'vakt role grant "Kiosk analysts" --member bob@contoso.example',
      ]).argument('<role>', 'name or id of the role'),
    ),
    perform,
    async () => (await import('./role.ts')).grantRole,
    readChange,
  );

const revoke = (perform: Perform): Command =>
  doing(
    withParts(
      leaf('revoke', 'Take permissions, members or device groups from a role', [
        'vakt role revoke "Kiosk analysts" --permission alertsInvestigation',
      ]).argument('<role>', 'name or id of the role'),
    ),
    perform,
    async () => (await import('./role.ts')).revokeRole,
    readChange,
  );

const remove = (perform: Perform): Command =>
  doing(
    withYes(
      leaf('delete', 'Delete a role', ['vakt role delete "Kiosk analysts"']).argument(
        '<role>',
        'name or id of the role',
      ),
    ),
    perform,
    async () => (await import('./role.ts')).deleteRole,
    (options: YesOption, [role = '']) => ({ ...options, role }),
  );

const enable = (perform: Perform): Command =>
  doing(
    withYes(
      leaf('enable', 'Let the roles decide what users may do, and on which devices', [
        'vakt role enable --yes',
      ]),
    ),
    perform,
    async () => (await import('./role.ts')).enableRoles,
    (options: YesOption) => options,
  );

const disable = (perform: Perform): Command =>
  doing(
    withYes(
      leaf('disable', 'Let directory roles alone decide again, over all devices', [
        'vakt role disable --yes',
      ]),
    ),
    perform,
    async () => (await import('./role.ts')).disableRoles,
    (options: YesOption) => options,
  );

/** `vakt role …` */
export const role = (perform: Perform): Command =>
  group('role', "Defender's roles: what users may do, and on which device groups")
    .addCommand(list(perform))
    .addCommand(create(perform))
    .addCommand(grant(perform))
    .addCommand(revoke(perform))
    .addCommand(remove(perform))
    .addCommand(enable(perform))
    .addCommand(disable(perform));
