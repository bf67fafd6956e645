import type { AuthorityError } from '@vakt/client/errors';
import type { Explanation } from './command-error.ts';

type Advice = Omit<Explanation, 'message' | 'requestId'>;

const REGISTER: Advice = {
  reason: 'signInNeeded',
  step: 'register',
  mend: [
    'Check the client id and the tenant. Applications of this tenant: vakt app list',
    'One that has no service principal here must be consented first: vakt app consent --app CLIENT_ID',
  ],
};
const TENANT: Advice = {
  reason: 'signInNeeded',
  step: 'register',
  mend: ['Check the tenant id or domain (VAKT_TENANT_ID, --tenant).'],
};
const SECRET: Advice = {
  reason: 'signInNeeded',
  step: 'prove',
  mend: [
    'Use the value of the secret, not its id; it is shown once, when it is made.',
    'Make a new one: vakt app secret add --app CLIENT_ID',
  ],
};
const PERSON: Advice = {
  reason: 'signInNeeded',
  step: 'prove',
  mend: [
    'Check the user name and the password (VAKT_USERNAME, VAKT_PASSWORD), or vakt login --user.',
    'A guest signs in by a page: vakt login --user --browser --tenant TENANT',
  ],
};
const DISABLED: Advice = {
  reason: 'signInNeeded',
  step: 'permit',
  mend: ['An administrator of the tenant switched the application off. There: vakt app enable CLIENT_ID'],
};
const PAGE: Advice = {
  reason: 'signInNeeded',
  step: 'prove',
  mend: ['Name and password are not enough here. Sign in by a page: vakt login --user --browser'],
};
const AGAIN: Advice = {
  reason: 'signInNeeded',
  step: 'token',
  mend: ['What was given at the sign-in counts no more. Sign in again: vakt login --user --browser'],
};
const GUEST: Advice = {
  reason: 'signInNeeded',
  step: 'prove',
  mend: [
    'An account of another tenant has to be invited: vakt user invite ADDRESS, as an administrator there.',
  ],
};
const CONSENT: Advice = {
  reason: 'permissionMissing',
  step: 'permit',
  mend: ['An administrator has to consent: vakt app consent --app CLIENT_ID'],
};
const RESOURCE: Advice = {
  reason: 'usage',
  step: 'token',
  mend: ['Check the resource. The usual ones: vakt token --resource endpoint | xdr | graph | vakt'],
};
const LATER: Advice = { reason: 'throttled', step: 'token', mend: ['Wait a little and try again.'] };

/** What to do about an AADSTS number (reference: identity, sections 2.3 and 2.6). */
const ADVICE: Readonly<Record<number, Advice>> = {
  90002: TENANT,
  900023: TENANT,
  50059: TENANT,
  9001023: TENANT,
  700016: REGISTER,
  7000112: DISABLED,
  7000215: SECRET,
  7000216: SECRET,
  7000218: SECRET,
  7000222: SECRET,
  700025: SECRET,
  50034: PERSON,
  50053: PERSON,
  50055: PERSON,
  50056: PERSON,
  50057: PERSON,
  50126: PERSON,
  50020: GUEST,
  50074: PAGE,
  50076: PAGE,
  50173: AGAIN,
  70008: AGAIN,
  700082: AGAIN,
  65001: CONSENT,
  50105: CONSENT,
  501051: CONSENT,
  500011: RESOURCE,
  50001: RESOURCE,
  70011: RESOURCE,
  1002012: RESOURCE,
  90055: LATER,
  50196: LATER,
};

const OTHER: Advice = { reason: 'signInNeeded', step: 'token' };

/** The description without the trace lines that follow it. */
const firstSentences = (description: string): string => description.split(/\s+Trace ID:/)[0] ?? description;

/** Which step a refusal's AADSTS number leads back to, and what to do. */
export const authorityAdvice = (errorCode: number | undefined): Advice => ADVICE[errorCode ?? 0] ?? OTHER;

/** Says which step the authority's refusal leads back to. */
export const explainAuthorityError = (error: AuthorityError): Explanation => ({
  ...authorityAdvice(error.errorCode),
  message: firstSentences(error.message),
  ...(error.correlationId && { requestId: error.correlationId }),
});
