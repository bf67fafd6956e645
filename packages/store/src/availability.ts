/** SQLSTATE classes and codes that say "not now": connection lost, shutting down, starting up, out of resources. */
const UNAVAILABLE_SQLSTATE = /^(?:08|53|57P0[123])/;
const UNAVAILABLE_SYSTEM_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
]);
/** What `pg` says, without a code, of a connection that broke under a query or could not be had in time. */
const BROKEN_CONNECTION =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** Whether `error` means that the database is away or full for now, so that the same call may succeed later. */
export const isUnavailable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return UNAVAILABLE_SQLSTATE.test(code) || UNAVAILABLE_SYSTEM_CODES.has(code);
  return BROKEN_CONNECTION.test(error.message);
};
