import type { CommandContext } from '../../context.ts';
import { PermissionCatalogue } from '../../directory/catalogue.ts';
import { Directory } from '../../directory/directory.ts';
import { readAllGrants, readGrantsOf } from '../../directory/granted-permissions.ts';
import { showAll } from '../listing.ts';
import { findClient } from './client.ts';

/** Lists what was consented to in the tenant: for one application, or for all. */
export const listConsents = async (app: string | undefined, context: CommandContext): Promise<void> => {
  const directory = await Directory.open(context);
  const catalogue = await PermissionCatalogue.read(directory);
  const grants =
    app === undefined
      ? await readAllGrants(directory, catalogue)
      : await readGrantsOf(directory, catalogue, await findClient(directory, app));
  showAll(
    context,
    grants.map(({ held: _held, ...grant }) => grant),
    [
      { title: 'APPLICATION', value: grant => grant.application, shrinks: true },
      { title: 'RESOURCE', value: grant => grant.resource, shrinks: true },
      { title: 'PERMISSION', value: grant => grant.permission },
      { title: 'TYPE', value: grant => grant.type },
      { title: 'FOR', value: grant => grant.for },
    ],
  );
};
