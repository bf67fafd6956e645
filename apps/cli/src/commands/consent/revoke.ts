import type { CommandContext } from '../../context.ts';
import { PermissionCatalogue } from '../../directory/catalogue.ts';
import { Directory } from '../../directory/directory.ts';
import { type GrantedPermission, readGrantsOf } from '../../directory/granted-permissions.ts';
import type { PermissionGrant } from '../../directory/objects.ts';
import { CommandError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { confirm, type YesOption } from '../confirmation.ts';
import { findClient } from './client.ts';

export interface Revocation extends YesOption {
  readonly app: string;
  /** Only these; every one when there are none. */
  readonly permissions: readonly string[];
}

const nameOf = ({ resource, permission }: GrantedPermission): string => `${resource}/${permission}`;

const isNamed = (grant: GrantedPermission, name: string): boolean =>
  [grant.permission, nameOf(grant)].some(text => text.toLowerCase() === name.toLowerCase());

const choose = (
  granted: readonly GrantedPermission[],
  names: readonly string[],
): readonly GrantedPermission[] => {
  const unknown = names.find(name => !granted.some(grant => isNamed(grant, name)));
  if (unknown !== undefined)
    throw new CommandError({
      reason: 'notFound',
      step: 'permit',
      message: `Nobody consented to ${unknown}`,
      mend: [`Consented to: ${granted.map(nameOf).join(', ') || 'nothing'}`],
    });
  return names.length === 0 ? granted : granted.filter(grant => names.some(name => isNamed(grant, name)));
};

/** Takes scopes out of a grant; the grant goes with its last one. */
const shorten = async (
  directory: Directory,
  grant: PermissionGrant,
  revoked: ReadonlySet<string>,
): Promise<void> => {
  const left = grant.scope.split(' ').filter(scope => scope !== '' && !revoked.has(scope));
  await (left.length === 0
    ? directory.deleteGrant(grant.id)
    : directory.changeGrant(grant.id, left.join(' ')));
};

const revoke = async (directory: Directory, chosen: readonly GrantedPermission[]): Promise<void> => {
  const scopes = new Map<PermissionGrant, Set<string>>();
  for (const { held, permission } of chosen) {
    if ('assignment' in held) await directory.removeRole(held.assignment);
    else scopes.set(held.grant, (scopes.get(held.grant) ?? new Set()).add(permission));
  }
  for (const [grant, revoked] of scopes) await shorten(directory, grant, revoked);
};

/** Takes consent back: from the next token on the application has the permissions no more. */
export const revokeConsent = async (
  { app, permissions, ...options }: Revocation,
  context: CommandContext,
): Promise<void> => {
  const directory = await Directory.open(context);
  const client = await findClient(directory, app);
  const catalogue = await PermissionCatalogue.read(directory);
  const chosen = choose(await readGrantsOf(directory, catalogue, client), permissions);
  const names = [...new Set(chosen.map(nameOf))];
  if (permissions.length === 0 && names.length > 0)
    await confirm(`Take ${names.join(', ')} from '${client.displayName}'?`, options, context);
  await revoke(directory, chosen);
  showRecord(
    context,
    { appId: client.appId, revoked: names },
    { application: client.displayName, revoked: names },
  );
  if (names.length > 0)
    context.terminal.note('Tokens from now on are without it; one that exists already lives to its end.');
};
