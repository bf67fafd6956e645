import type { Operation } from './operation.ts';

/** The API through which an operation is called: Defender's own, Microsoft Graph's for security, or what Vakt has besides. */
export type Door = 'defender' | 'graph' | 'vakt';

/** Where the operations of an API are served: clients know them under each of these, the first is the documented one. */
const ROOTS: Readonly<Record<Door, readonly [string, ...string[]]>> = {
  defender: ['/api', '/api/v1.0'],
  graph: ['/v1.0', '/beta'],
  vakt: ['/vakt/v1'],
};

type Addressed = Pick<Operation, 'path' | 'door' | 'otherPaths'>;

/** The documented path of an operation, from the origin: `/api/alerts/{id}`. */
export const addressOf = ({ door = 'defender', path }: Pick<Operation, 'path' | 'door'>): string =>
  `${ROOTS[door][0]}${path}`;

/** Method and documented path, as people write a call: `GET /api/alerts`. */
export const callOf = (operation: Pick<Operation, 'method' | 'path' | 'door'>): string =>
  `${operation.method} ${addressOf(operation)}`;

/** The other roots under which an operation is served in the same way. */
export const otherRootsOf = ({ door = 'defender' }: Pick<Operation, 'door'>): readonly string[] =>
  ROOTS[door].slice(1);

/** Every path of an operation. */
export const pathsOf = ({ door = 'defender', path, otherPaths = [] }: Addressed): readonly string[] => [
  ...ROOTS[door].map(root => `${root}${path}`),
  ...otherPaths,
];
