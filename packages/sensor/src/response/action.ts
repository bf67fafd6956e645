import { fail, ok, type Result } from '@vakt/contract/result';
import { type LiveResponseCommand, readCommands } from './live-response/command.ts';

/** A response action that the server wants from this device. */
export interface ResponseAction {
  readonly id: string;
  /** `Isolate`, `RunAntiVirusScan` …: the machine action's type. */
  readonly type: string;
  readonly scope: string | null;
  /** SHA-1 of the file that it is about. */
  readonly sha1: string | null;
  /** What a live response session does, in order. */
  readonly commands?: readonly LiveResponseCommand[];
}

/** What the server is told of one. */
export interface ActionReport {
  readonly id: string;
  readonly status: 'InProgress' | 'Succeeded' | 'Failed';
  readonly reason?: string;
}

/**
 * Carries an action out; the failure is a sentence for people.
 *
 * @param signal aborted when nobody wants it any more; given to what may take long.
 */
export type CarryOut = (action: ResponseAction, signal?: AbortSignal) => Promise<Result<void, string>>;

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const actionOf = (value: unknown): ResponseAction | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, type, scope, sha1, commands } = value as Readonly<Record<string, unknown>>;
  return typeof id === 'string' && typeof type === 'string'
    ? {
        id,
        type,
        scope: textOrNull(scope),
        sha1: textOrNull(sha1),
        ...(Array.isArray(commands) && { commands: readCommands(commands) }),
      }
    : undefined;
};

/** What the server answers: actions that wait for this device, the oldest first. */
export const readOpenActions = (body: string): Result<readonly ResponseAction[], string> => {
  try {
    const { value }: { readonly value?: unknown } = JSON.parse(body) ?? {};
    return Array.isArray(value)
      ? ok(value.map(actionOf).filter(action => action !== undefined))
      : fail('the server answers with something else than actions');
  } catch {
    return fail('the server answers with something else than JSON');
  }
};
