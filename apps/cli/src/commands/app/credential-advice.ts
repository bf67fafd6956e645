import { systemClock } from '@vakt/contract/clock';
import type { Application, Certificate, SecretEntry } from '../../directory/objects.ts';
import { endsSoon, lifeOf } from './credential-life.ts';

type Kind = 'secret' | 'certificate';

const REPLACE: Readonly<Record<Kind, string>> = {
  secret: 'vakt app secret rotate',
  certificate: 'vakt app certificate add',
};

const advise = (
  { appId, displayName }: Application,
  kind: Kind,
  credential: SecretEntry | Certificate,
  now: number,
): string => {
  const life = lifeOf(credential, now);
  const subject = `The ${kind} '${credential.displayName ?? credential.keyId}' of ${displayName}`;
  return life === 'expired'
    ? `${subject} has expired: vakt app ${kind} remove --app ${appId} ${credential.keyId}`
    : `${subject} ${life}: ${REPLACE[kind]} --app ${appId}`;
};

/** What to do about credentials that end soon or have ended; nothing when there are none. */
export const adviseCredentials = (
  applications: readonly Application[],
  now: number = systemClock.now(),
): readonly string[] =>
  applications.flatMap(application => [
    ...(application.passwordCredentials ?? [])
      .filter(secret => endsSoon(secret, now))
      .map(secret => advise(application, 'secret', secret, now)),
    ...(application.keyCredentials ?? [])
      .filter(certificate => endsSoon(certificate, now))
      .map(certificate => advise(application, 'certificate', certificate, now)),
  ]);
