import { operations } from '@vakt/contract/operations';
import { callOf } from '@vakt/contract/operations/address';
import type { Claims } from './claims.ts';

const listOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(' ') : [];
};

/** The calls that a token's permissions open, as far as Vakt knows them: `GET /api/alerts` for one. */
export const openedCalls = (claims: Claims): string[] => {
  const roles = listOf(claims['roles']);
  const scopes = listOf(claims['scp']);
  return operations
    .filter(
      ({ permissions }) =>
        permissions.application.some(permission => roles.includes(permission)) ||
        permissions.delegated.some(permission => scopes.includes(permission)),
    )
    .map(callOf);
};
