import type { CommandContext } from '../../context.ts';
import { ApplicationOwners } from '../../directory/application-owners.ts';
import { Directory } from '../../directory/directory.ts';
import { Users } from '../../directory/users.ts';
import { showRecord } from '../../output/record.ts';
import { showAll } from '../listing.ts';
import { findApplication } from './application.ts';

export interface OwnerChange {
  readonly app: string;
  readonly user: string;
}

const find = async ({ app, user }: OwnerChange, context: CommandContext) => ({
  application: await findApplication(await Directory.open(context), app),
  owner: await (await Users.open(context)).get(user),
  owners: await ApplicationOwners.open(context),
});

/** Lets a user manage an application without a directory role. */
export const addOwner = async (input: OwnerChange, context: CommandContext): Promise<void> => {
  const { application, owner, owners } = await find(input, context);
  await owners.add(application.id, owner.id);
  showRecord(context, { appId: application.appId, owner: owner.userPrincipalName });
};

/** Lets a user manage an application no more. */
export const removeOwner = async (input: OwnerChange, context: CommandContext): Promise<void> => {
  const { application, owner, owners } = await find(input, context);
  await owners.remove(application.id, owner.id);
  showRecord(context, { appId: application.appId, owner: owner.userPrincipalName, removed: true });
};

/** Lists who manages an application without a directory role. */
export const listOwners = async (app: string, context: CommandContext): Promise<void> => {
  const application = await findApplication(await Directory.open(context), app);
  const owners = await (await ApplicationOwners.open(context)).list(application.id);
  showAll(context, owners, [
    { title: 'USER', value: owner => owner.userPrincipalName },
    { title: 'NAME', value: owner => owner.displayName, shrinks: true },
    { title: 'ID', value: owner => owner.id },
  ]);
};
