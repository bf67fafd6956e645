import {
  AuthorityError,
  DefenderError,
  type RefusalExplanation,
  TimeoutError,
  TransportError,
  UnexpectedReplyError,
} from '@vakt/client/errors';
import { explainAuthorityError } from './authority-error.ts';
import { CommandError, type Explanation } from './command-error.ts';
import { readMissingRoles } from './missing-roles.ts';

const LOOK_AT_TOKEN = [
  'See what the token may do, and for which service it is: vakt token --decode',
  'See what each call needs: vakt permissions',
];

const addPermission = (least: string): string[] => [
  'Add a permission, have it consented, and get a new token:',
  `  vakt app permission add --app CLIENT_ID ${least}`,
  '  vakt app consent --app CLIENT_ID',
  'A token that exists already stays as it is for up to an hour: after a saved login, vakt login again.',
];

const explainForbidden = (error: DefenderError): Explanation => {
  const [least] = readMissingRoles(error.message)?.required ?? [];
  return {
    reason: 'permissionMissing',
    step: 'permit',
    message: error.message,
    mend: least === undefined ? LOOK_AT_TOKEN : addPermission(least),
  };
};

const explainThrottled = (error: DefenderError): Explanation => ({
  reason: 'throttled',
  step: 'call',
  message: error.message,
  ...(error.retryAfterMs !== undefined && {
    mend: [`Come back in ${Math.ceil(error.retryAfterMs / 1000)} s.`],
  }),
});

/** What the service itself says of the refusal is nearer to the truth than what follows from its status. */
const inItsOwnWords = (
  explained: Explanation,
  { step, remedy, command, more, page }: RefusalExplanation,
): Explanation => ({
  ...explained,
  step,
  mend: [remedy, command, page && `See ${page}`, more && `All that is known of it: ${more}`].filter(
    line => line !== undefined,
  ),
});

const explainRefusal = (error: DefenderError): Explanation => {
  switch (error.status) {
    case 401:
      return {
        reason: 'signInNeeded',
        step: 'token',
        message: error.message,
        mend: ['See what is wrong with the token: vakt token --decode', 'Get a new one: vakt login'],
      };
    case 403:
      return explainForbidden(error);
    case 404:
      return { reason: 'notFound', step: 'call', message: error.message };
    case 429:
      return explainThrottled(error);
    default:
      return { reason: 'failure', step: 'call', message: `${error.message} (${error.code})` };
  }
};

/** Node's error codes of a certificate that nobody whom we trust has signed. */
const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
]);

const mendTransport = (code: string | undefined): readonly string[] => {
  if (code !== undefined && UNTRUSTED.has(code))
    return ['Its certificate is not trusted here. Name its authority: --ca-file .vakt/tls/ca.pem'];
  if (code === 'ECONNREFUSED')
    return ['Nothing listens there. Start Vakt (npm start), or name the right address: --url'];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return ['No host has this name. Check --url.'];
  return ['Check the address (--url) and the way to it: vakt doctor'];
};

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Says what failed, which of the five steps is at fault, and how to mend it. */
export const explain = (error: unknown): Explanation => {
  if (error instanceof CommandError) return error.explanation;
  if (error instanceof AuthorityError) return explainAuthorityError(error);
  if (error instanceof DefenderError) {
    const explained = explainRefusal(error);
    return {
      ...(error.explanation ? inItsOwnWords(explained, error.explanation) : explained),
      ...(error.target && { requestId: error.target }),
    };
  }
  if (error instanceof TransportError)
    return { reason: 'unreachable', message: error.message, mend: mendTransport(error.code) };
  if (error instanceof TimeoutError) return { reason: 'unreachable', message: error.message };
  if (error instanceof UnexpectedReplyError)
    return {
      reason: 'failure',
      message: `${error.message}; is this address a Vakt or Defender API?`,
      mend: ['Check --url: vakt doctor'],
    };
  if (isAbort(error)) return { reason: 'interrupted', message: 'Stopped' };
  return { reason: 'failure', message: error instanceof Error ? error.message : String(error) };
};
