import type { Command } from 'commander';
import { doing, leaf, type Perform } from '../../parsing.ts';

/** `vakt permissions` */
export const permissions = (perform: Perform): Command =>
  doing(
    leaf('permissions', 'Show which permission each call needs', [
      'vakt permissions',
      'vakt permissions updateAlert',
      'vakt permissions "GET /api/machines"',
      'vakt permissions Machine.Read.All',
    ]).argument('[search]', 'an operation, a path, or a permission'),
    perform,
    async () => (await import('./permissions.ts')).showPermissions,
    (_options, [search]) => search,
  );
