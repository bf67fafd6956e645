import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { Problem } from './data/problem.ts';

/**
 * A page that is brought when it is first shown.
 *
 * @param path below `/portal`: `/users/:userId`.
 * @param pages those that it is around.
 */
export const lazyPage = (
  path: string,
  bring: () => Promise<ComponentType>,
  pages?: readonly RouteObject[],
): RouteObject => ({
  path,
  lazy: async () => ({
    // The server that has the data has the pages too: when one does not come, it is away.
    Component: await bring().catch(() => Promise.reject(new Problem('unreachable', ''))),
  }),
  ...(pages && { children: [...pages] }),
});
