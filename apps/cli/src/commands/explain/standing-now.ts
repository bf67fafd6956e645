import type { ExplainedRefusal } from '@vakt/contract/refusal';
import type { CommandContext } from '../../context.ts';
import { PermissionCatalogue } from '../../directory/catalogue.ts';
import { Directory } from '../../directory/directory.ts';
import { type PermissionState, readPermissionStates } from '../../directory/permission-state.ts';
import { readMissingRoles } from '../../failure/missing-roles.ts';
import { isClosed } from './closed.ts';

/** Where the missing permissions stand, in words. */
const inWords = (required: readonly string[], states: readonly PermissionState[], appId: string): string => {
  const known = states.filter(({ permission }) => required.includes(permission));
  const granted = known.find(({ state }) => state.startsWith('granted'));
  if (granted) return `${granted.permission} is granted. The token is older than that: take a new one.`;
  const [asked] = known;
  return asked
    ? `${asked.permission} is asked for, and an administrator has not consented: vakt app consent --app ${appId}`
    : 'The application asks for none of them.';
};

/**
 * Where the permissions that a call lacked stand now, which may be elsewhere than when it was refused; `undefined` when they
 * were not at fault, or the directory cannot be asked.
 */
export const standingNow = async (
  { message, token }: ExplainedRefusal,
  context: CommandContext,
): Promise<string | undefined> => {
  const required = readMissingRoles(message)?.required ?? [];
  if (!token || required.length === 0) return undefined;
  try {
    const directory = await Directory.open(context);
    const application = await directory.application(token.appId);
    if (!application) return undefined;
    const states = await readPermissionStates(
      directory,
      await PermissionCatalogue.read(directory),
      application,
    );
    const ofItsKind = states.filter(
      ({ type }) => (type === 'application') === (token.kind === 'application'),
    );
    return inWords(required, ofItsKind, token.appId);
  } catch (error) {
    if (isClosed(error)) return undefined;
    throw error;
  }
};
