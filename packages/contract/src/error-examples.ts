import { defaultScopeOf } from './audience.ts';
import { type ErrorCode, errorCatalogue } from './errors.ts';
import { graphError } from './graph-error.ts';
import type { Operation } from './operations/operation.ts';
import { planTitles } from './plan.ts';
import { resourceApplications } from './resources.ts';

/** Words of a failure; those that depend on the operation are made from it. */
type Words = string | ((operation: Operation) => string);

/** `MachineAction` for `Machine actions`: what the service calls one of them. */
const entityOf = ({ resource }: Operation): string =>
  resource.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/s$/, '');

const messages: Readonly<Record<ErrorCode, Words>> = {
  BadRequest: 'The request is malformed.',
  ODataError: "The query option '$search' is not supported by this operation.",
  InvalidInput: "Invalid input: 'yesterday' is no ISO 8601 time",
  InvalidRequestBody: 'Request body is incorrect: it is empty',
  InvalidHashValue: 'Hash value abc is invalid: it must be a SHA-1 or SHA-256',
  InvalidDomainName: 'Domain name not..a..domain is invalid',
  InvalidIpAddress: 'IP address 10.0.0.999 is invalid',
  InvalidUrl: 'URL not a url is invalid',
  MissingRequiredParameter: "The required parameter 'tag' is missing",
  MaximumBatchSizeExceeded: 'Maximum batch size exceeded. Received: 1501, allowed: 500',
  ActiveRequestAlreadyExists: 'Action is already in progress',
  OsPlatformNotSupported: ({ id }) => `OS platform Linux is not supported for the action ${id}`,
  Unauthorized: 'The Authorization header is missing. Send: Authorization: Bearer <access token>.',
  Forbidden: ({ permissions: { application } }) =>
    `Missing application roles. API required roles: ${application.join(',')}, application roles: .`,
  DisabledFeature: ({ licences }) =>
    `The tenant's plan does not include this operation. It needs one of: ${licences.map(plan => planTitles[plan]).join(', ')}.`,
  NotFound: 'Nothing is served at this path.',
  ResourceNotFound: operation => `${entityOf(operation)} 123123123 was not found`,
  TooManyRequests: ({ limits }) =>
    `API calls quota exceeded! maximum allowed ${limits.perMinute ?? limits.perHour ?? 1} per ${limits.perMinute === undefined ? '01:00:00' : '00:01:00'}`,
  InternalServerError: 'An internal error occurred. The server’s log names it by this target.',
  ServiceUnavailable: 'Storage is away for the moment. Try again.',
};

/** What goes on the wire where the code is not the catalogue's name. */
const WIRE_CODES: Partial<Readonly<Record<ErrorCode, string>>> = { TooManyRequests: '429' };

const TARGET = '2f1b4c8e-0d5a-4c57-9a2f-7a3f5f1b9f10';

/** The codes that every operation may answer, besides its own. */
export const GENERAL_ERRORS: readonly ErrorCode[] = [
  'Unauthorized',
  'Forbidden',
  'DisabledFeature',
  'TooManyRequests',
  'InternalServerError',
  'ServiceUnavailable',
];

/** Every code that an operation may answer, in the order of their statuses. */
export const errorsOf = ({ errors }: Operation): readonly ErrorCode[] =>
  [...new Set([...errors, ...GENERAL_ERRORS])].toSorted(
    (one, other) => errorCatalogue[one].status - errorCatalogue[other].status,
  );

/** The body of a failure of an operation, as an example. */
export const errorExample = (code: ErrorCode, operation: Operation) => {
  const words = messages[code];
  const failure = {
    code: WIRE_CODES[code] ?? code,
    message: typeof words === 'string' ? words : words(operation),
  };
  return operation.door === 'graph'
    ? graphError(failure, { time: '2026-11-21T06:00:00Z', requestId: TARGET })
    : { error: { ...failure, target: TARGET } };
};

/** Headers that replies of a status carry besides those of every reply: what they say, and an example. */
export const errorHeaders = (
  status: number,
  { permissions: { resource, application } }: Operation,
): Readonly<Record<string, { readonly description: string; readonly example: string }>> => ({
  ...(status === 401 && {
    'WWW-Authenticate': {
      description: 'Where tokens are had, and what is wrong with this one.',
      example: `Bearer authorization_uri="https://localhost:8443/common/oauth2/authorize", error="invalid_token", error_description="The access token expired."`,
    },
  }),
  ...([401, 403, 429].includes(status) && {
    'Vakt-Explanation': {
      description:
        'Which of the five steps failed (register, permit, prove, token, call), and what to do: a dictionary of structured fields. `Link` with `rel="help"` leads to the page that helps.',
      example: explanationExample(status, resource, application[0] ?? ''),
    },
  }),
  ...([429, 503].includes(status) && {
    'Retry-After': { description: 'Seconds to wait.', example: status === 429 ? '42' : '2' },
  }),
});

const explanationExample = (
  status: number,
  resource: Operation['permissions']['resource'],
  least: string,
): string => {
  const more = `more="vakt explain ${TARGET}"`;
  if (status === 429) return `step=call, remedy="Wait 42 seconds, as Retry-After says.", ${more}`;
  if (status === 401)
    return `step=token, remedy="Take a new token with the scope ${defaultScopeOf(resource)}.", ${more}`;
  const { displayName } = resourceApplications[resource];
  return `step=permit, missing="the application permission ${least} of ${displayName}", remedy="Add it, and have an administrator consent again.", ${more}`;
};
