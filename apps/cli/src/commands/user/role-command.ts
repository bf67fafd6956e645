import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import type { RoleChange } from './role.ts';

const withRoles = (command: Command): Command =>
  command
    .argument('<user>', 'sign-in name or object id')
    .argument('<roles...>', 'names of roles: "Security Reader" and security-reader are one');

const read = (_options: object, [user = '', ...roles]: readonly string[]): RoleChange => ({ user, roles });

const add = (perform: Perform): Command =>
  doing(
    withRoles(
      leaf('add', 'Give a user directory roles', [
        'vakt user role add ada@contoso.example security-reader',
        'vakt user role add ada@contoso.example "Cloud Application Administrator"',
      ]),
    ),
    perform,
    async () => (await import('./role.ts')).addRoles,
    read,
  );

const remove = (perform: Perform): Command =>
  doing(
    withRoles(
      leaf('remove', 'Take directory roles from a user', [
        'vakt user role remove ada@contoso.example security-reader',
      ]),
    ),
    perform,
    async () => (await import('./role.ts')).removeRoles,
    read,
  );

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List the directory roles, with who has each', [
      'vakt user role list',
      'vakt user role list --json',
    ]),
    perform,
    async () => (await import('./role.ts')).listRoles,
    () => undefined,
  );

/** `vakt user role …` */
export const role = (perform: Perform): Command =>
  group('role', 'What a user may administer')
    .addCommand(add(perform))
    .addCommand(remove(perform))
    .addCommand(list(perform));
