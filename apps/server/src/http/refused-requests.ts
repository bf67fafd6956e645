import type { HttpReply } from '@vakt/contract/http';
import { errorReply } from './errors.ts';
import type { RouteMatch } from './route-table.ts';

/** The reply to a request for a host that is not ours. */
export const misdirected = (host: string | undefined, target: string): HttpReply =>
  errorReply(
    421,
    'MisdirectedRequest',
    `This server does not answer for the host '${host ?? ''}'. Start it with --name to add one.`,
    target,
  );

const wrongMethod = (method: string, path: string, allowed: readonly string[], target: string): HttpReply => {
  const headers = { allow: [...allowed, 'OPTIONS'].join(', ') };
  // Who asks what a path takes is told (RFC 9110, section 9.3.7).
  if (method === 'OPTIONS') return { status: 204, headers };
  const message = `${method} is not allowed on ${path}; use ${allowed.join(' or ')}.`;
  return errorReply(405, 'MethodNotAllowed', message, target, headers);
};

/** The reply to a request that leads to no route. */
export const withoutRoute = (
  match: Exclude<RouteMatch, { kind: 'found' }>,
  method: string,
  path: string,
  target: string,
): HttpReply => {
  switch (match.kind) {
    case 'malformed':
      return errorReply(
        400,
        'BadRequest',
        'The path has a NUL character or a percent-encoding that is not UTF-8.',
        target,
      );
    case 'wrong-method':
      return wrongMethod(method, path, match.allowed, target);
    case 'not-found':
      return errorReply(404, 'NotFound', `Nothing is served at ${path}. / says what is.`, target);
  }
};

/** The reply when as many requests are under way as the server takes. */
export const overloaded = (target: string): HttpReply =>
  errorReply(
    503,
    'ServiceUnavailable',
    'The server has as many requests under way as it takes. Try again.',
    target,
    { 'retry-after': '1' },
  );

/** The reply to a request in which something went wrong that nobody foresaw. */
export const surprised = (isStorageAway: boolean, target: string): HttpReply =>
  isStorageAway
    ? errorReply(503, 'ServiceUnavailable', 'Storage is away for the moment. Try again.', target, {
        'retry-after': '2',
      })
    : errorReply(
        500,
        'InternalServerError',
        'An internal error occurred. The server’s log names it by this target.',
        target,
      );
