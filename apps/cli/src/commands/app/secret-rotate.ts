import type { CommandContext } from '../../context.ts';
import { ApplicationCredentials } from '../../directory/application-credentials.ts';
import { Directory } from '../../directory/directory.ts';
import type { Application, SecretEntry } from '../../directory/objects.ts';
import { CommandError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';
import { assertPlace, handOver, type NewSecret } from './secret-add.ts';

export interface Rotation extends NewSecret {
  /** Ends the rotation: the newest secret stays alone. */
  readonly removeOld?: boolean;
}

const newestFirst = (secrets: readonly SecretEntry[]): SecretEntry[] =>
  secrets.toSorted(
    (left, right) => Date.parse(right.startDateTime ?? '') - Date.parse(left.startDateTime ?? ''),
  );

const begin = async (
  application: Application,
  { name, out, end }: Rotation,
  context: CommandContext,
): Promise<void> => {
  assertPlace(out);
  const old = newestFirst(application.passwordCredentials ?? []);
  const credentials = await ApplicationCredentials.open(context);
  const secret = await credentials.addSecret(application.id, {
    displayName: name,
    ...(end && { endDateTime: end.toISOString() }),
  });
  handOver(secret, out, context);
  for (const { keyId, endDateTime } of old)
    context.terminal.note(`The old secret ${keyId} works as well, until ${endDateTime}.`);
  if (old.length > 0)
    context.terminal.note(
      `When nothing uses it any more: vakt app secret rotate --app ${application.appId} --remove-old`,
    );
};

const finish = async (application: Application, context: CommandContext): Promise<void> => {
  const [newest, ...old] = newestFirst(application.passwordCredentials ?? []);
  if (!newest || old.length === 0)
    throw new CommandError({
      reason: 'notFound',
      step: 'prove',
      message: 'There is no old secret to remove',
      mend: [`Make the new one first: vakt app secret rotate --app ${application.appId}`],
    });
  const credentials = await ApplicationCredentials.open(context);
  for (const { keyId } of old) await credentials.removeSecret(application.id, keyId);
  const removed = old.map(({ keyId }) => keyId);
  showRecord(
    context,
    { appId: application.appId, keyId: newest.keyId, endDateTime: newest.endDateTime, removed },
    { keyId: newest.keyId, expires: newest.endDateTime, removed },
  );
};

/**
 * Changes an application's secret without a gap, in two steps: a new one beside the old one, and, once everything uses it,
 * the end of the old one.
 */
export const rotateSecret = async (rotation: Rotation, context: CommandContext): Promise<void> => {
  const application = await findApplication(await Directory.open(context), rotation.app);
  await (rotation.removeOld ? finish(application, context) : begin(application, rotation, context));
};
