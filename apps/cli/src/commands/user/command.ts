import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { withYes, type YesOption } from '../confirmation.ts';
import type { NewUser } from './create.ts';
import type { GuestInvitation } from './invite.ts';
import type { PasswordOptions } from './password.ts';
import type { PasswordReset } from './password-reset.ts';
import { role } from './role-command.ts';

const USER = 'sign-in name or object id';

const withPassword = (command: Command): Command =>
  command
    .option(
      '--password-file <file>',
      'take the password from a file, - for standard input; else it is made up',
    )
    .option('--out <file>', 'write the password to a file (VAKT_* lines, readable to you alone)');

const create = (perform: Perform): Command =>
  doing(
    withPassword(
      leaf('create', 'Create a user; the password is shown this once', [
        'vakt user create ada@contoso.example --name "Ada Lovelace" --role security-reader',
        'vakt user create ops@contoso.example --role "Security Operator" --out ops.env',
      ])
        .argument('<name>', 'the sign-in name, NAME@DOMAIN')
        .option('--name <name>', 'the name that people read')
        .option('--role <role...>', 'directory roles, as vakt user role list names them'),
    ),
    perform,
    async () => (await import('./create.ts')).createUser,
    (options: Omit<NewUser, 'userPrincipalName'>, [userPrincipalName = '']): NewUser => ({
      ...options,
      userPrincipalName,
    }),
  );

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List the users of the tenant with their roles', [
      'vakt user list',
      `vakt user list --json | jq -r '.[] | select(.roles == []) | .userPrincipalName'`,
    ]),
    perform,
    async () => (await import('./list.ts')).listUsers,
    () => undefined,
  );

const show = (perform: Perform): Command =>
  doing(
    leaf('show', 'Show a user', ['vakt user show ada@contoso.example']).argument('<user>', USER),
    perform,
    async () => (await import('./show.ts')).showUser,
    (_options, [user = '']) => user,
  );

const password = (perform: Perform): Command =>
  group('password', "A user's password").addCommand(
    doing(
      withPassword(
        leaf('reset', 'Set a new password; it is shown this once', [
          'vakt user password reset ada@contoso.example',
          'vakt user password reset ada@contoso.example --out ada.env',
        ]).argument('<user>', USER),
      ),
      perform,
      async () => (await import('./password-reset.ts')).resetPassword,
      (options: PasswordOptions, [user = '']): PasswordReset => ({ ...options, user }),
    ),
  );

const turn = (perform: Perform, name: 'enable' | 'disable', isEnabled: boolean): Command =>
  doing(
    leaf(name, isEnabled ? 'Let a user sign in again' : 'Let a user sign in no more', [
      `vakt user ${name} ada@contoso.example`,
    ]).argument('<user>', USER),
    perform,
    async () => (await import('./turn.ts')).turnUser,
    (_options, [user = '']) => ({ user, isEnabled }),
  );

const remove = (perform: Perform): Command =>
  doing(
    withYes(
      leaf('delete', 'Delete a user', [
        'vakt user delete ada@contoso.example',
        'vakt user delete ada@contoso.example --yes',
      ]).argument('<user>', USER),
    ),
    perform,
    async () => (await import('./delete.ts')).deleteUser,
    (options: YesOption, [user = '']) => ({ ...options, user }),
  );

const revokeSessions = (perform: Perform): Command =>
  doing(
    leaf('revoke-sessions', 'End what a user is signed in to, everywhere', [
      'vakt user revoke-sessions ada@contoso.example',
    ]).argument('<user>', USER),
    perform,
    async () => (await import('./revoke-sessions.ts')).revokeSessions,
    (_options, [user = '']) => user,
  );

const invite = (perform: Perform): Command =>
  doing(
    leaf('invite', 'Invite a user of another tenant as a guest', [
      'vakt user invite eve@partner.example',
      'vakt user invite eve@partner.example --name "Eve of Partner"',
    ])
      .argument('<address>', "the guest's sign-in name at home")
      .option('--name <name>', 'the name that people read here')
      .option('--redirect <url>', 'where the guest goes after accepting; this installation unless given'),
    perform,
    async () => (await import('./invite.ts')).inviteGuest,
    (options: Omit<GuestInvitation, 'address'>, [address = '']): GuestInvitation => ({ ...options, address }),
  );

/** `vakt user …` */
export const user = (perform: Perform): Command =>
  group('user', 'Users, their directory roles and passwords, guests')
    .addCommand(create(perform))
    .addCommand(list(perform))
    .addCommand(show(perform))
    .addCommand(role(perform))
    .addCommand(password(perform))
    .addCommand(turn(perform, 'disable', false))
    .addCommand(turn(perform, 'enable', true))
    .addCommand(remove(perform))
    .addCommand(revokeSessions(perform))
    .addCommand(invite(perform));
