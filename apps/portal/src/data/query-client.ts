import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

const MOST_RETRIES = 2;
const LONGEST_WAIT_S = 20;

/** Worth another try without asking the person: the server is away for a moment, or asked to wait a little. */
const isPassing = (error: unknown): boolean =>
  error instanceof Problem &&
  (error.kind === 'unreachable' ||
    error.kind === 'unavailable' ||
    (error.kind === 'throttled' && (error.retryAfterSeconds ?? 0) <= LONGEST_WAIT_S));

const waitBefore = (failures: number, error: unknown): number =>
  error instanceof Problem && error.retryAfterSeconds !== undefined
    ? error.retryAfterSeconds * 1_000
    : Math.min(500 * 2 ** failures, 4_000);

/** The cache of what was read. Changes are never repeated by themselves: the person decides. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < MOST_RETRIES && isPassing(error),
        retryDelay: waitBefore,
        // A server on this machine answers although the machine is offline.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
