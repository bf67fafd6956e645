import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';

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
  lazy: async () => ({ Component: await bring() }),
  ...(pages && { children: [...pages] }),
});
