/** Where a line of the log goes; `fields` never hold a secret, a token or a person's text beyond what names a thing. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

const describe = (value: unknown): unknown =>
  value instanceof Error
    ? { message: value.message, stack: value.stack, cause: value.cause && describe(value.cause) }
    : value;

/** A log of one JSON object a line. */
export const createLog = (write: (line: string) => void, now: () => number): Log => {
  const at =
    (level: string) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      const described = Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, describe(value)]),
      );
      const text = JSON.stringify(
        { time: new Date(now()).toISOString(), level, message, ...described },
        (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
      );
      write(`${text}\n`);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
};

/** For tests that assert on behaviour, not on lines. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
