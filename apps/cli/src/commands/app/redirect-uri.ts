import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import {
  parseRedirectUri,
  type RedirectUri,
  redirectProperties,
  redirectUrisOf,
} from '../../directory/redirect-uris.ts';
import { CommandError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';

export interface RedirectUriChange {
  readonly app: string;
  readonly uris: readonly string[];
}

const isSame = (one: RedirectUri, other: RedirectUri): boolean =>
  one.kind === other.kind && one.uri === other.uri;

const written = ({ kind, uri }: RedirectUri): string => `${kind}=${uri}`;

const change = async (
  { app, uris }: RedirectUriChange,
  context: CommandContext,
  after: (current: readonly RedirectUri[], given: readonly RedirectUri[]) => readonly RedirectUri[],
): Promise<void> => {
  const given = uris.map(parseRedirectUri);
  const directory = await Directory.open(context);
  const application = await findApplication(directory, app);
  const registered = after(redirectUrisOf(application), given);
  await directory.changeApplication(application.id, redirectProperties(registered, given));
  showRecord(context, { appId: application.appId, redirectUris: registered.map(written) });
};

/** Registers addresses that answers of the authority may be sent to. */
export const addRedirectUris = (input: RedirectUriChange, context: CommandContext): Promise<void> =>
  change(input, context, (current, given) => [
    ...current,
    ...given.filter(one => !current.some(other => isSame(one, other))),
  ]);

/** Takes addresses away; an answer that should go there is refused from now on. */
export const removeRedirectUris = (input: RedirectUriChange, context: CommandContext): Promise<void> =>
  change(input, context, (current, given) => {
    const unknown = given.find(one => !current.some(other => isSame(one, other)));
    if (unknown)
      throw new CommandError({
        reason: 'notFound',
        step: 'register',
        message: `${written(unknown)} is not registered`,
        mend: [`Registered: ${current.map(written).join(', ') || 'none'}`],
      });
    return current.filter(one => !given.some(other => isSame(one, other)));
  });
