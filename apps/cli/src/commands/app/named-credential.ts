import { CommandError, usageError } from '../../failure/command-error.ts';

/** A credential as people name it. */
interface Credential {
  readonly keyId: string;
  readonly displayName?: string | null;
}

/**
 * The credential with an id or a name.
 *
 * @param sort `secret` or `certificate`, for the message
 * @throws CommandError when there is none, or several have the name
 */
export const findCredential = <Item extends Credential>(
  sort: string,
  credentials: readonly Item[],
  idOrName: string,
): Item => {
  const found = credentials.filter(
    ({ keyId, displayName }) => keyId.toLowerCase() === idOrName.toLowerCase() || displayName === idOrName,
  );
  const [credential, another] = found;
  if (!credential)
    throw new CommandError({
      reason: 'notFound',
      step: 'prove',
      message: `The application has no ${sort} '${idOrName}'`,
      mend: [`The ones that it has: vakt app ${sort} list --app APP`],
    });
  if (another)
    throw usageError(
      `${found.length} ${sort}s have the name '${idOrName}'`,
      ...found.map(({ keyId }) => `Say which: ${keyId}`),
    );
  return credential;
};
