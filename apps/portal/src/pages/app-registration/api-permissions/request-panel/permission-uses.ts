import { callOf } from '@vakt/contract/operations/address';
import type { Operation } from '@vakt/contract/operations/operation';
import type { ApiPermission } from '../../../../data/api.ts';

/** Calls of the Defender APIs that a permission opens, as one writes them: `GET /api/alerts`. */
export type PermissionUses = (permission: ApiPermission) => readonly string[];

/** @param operations every call that Vakt serves. */
export const usesOf =
  (operations: readonly Operation[]): PermissionUses =>
  ({ type, value }) =>
    operations
      .filter(({ permissions }) =>
        (type === 'Role' ? permissions.application : permissions.delegated).includes(value),
      )
      .map(callOf);
