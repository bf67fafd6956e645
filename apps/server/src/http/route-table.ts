import type { Route } from '@vakt/contract/http';

/** What a path leads to. */
export type RouteMatch =
  | { readonly kind: 'found'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'malformed' };

interface Pattern {
  readonly expression: RegExp;
  readonly names: readonly string[];
  /** How much of the pattern is literal: the more literal of two patterns wins. */
  readonly literals: number;
  readonly routes: Map<string, Route>;
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** OData lets blanks stand before the arguments of a function. */
const literal = (text: string): string => escapeRegExp(text).replaceAll('\\(', '(?:%20)*\\(');

/** What a path segment may hold as it is, percent-encoded all the same by many clients: `$`, brackets, `=`, quotes … */
const NEEDLESSLY_ENCODED = /%(?:2[146789a-c]|3[abd]|40)/gi;

const compile = (path: string): Omit<Pattern, 'routes'> => {
  const names: string[] = [];
  const source = segmentsOf(path)
    .map(segment =>
      segment
        .split(/(\{\w+\})/)
        .map(part => {
          const name = /^\{(\w+)\}$/.exec(part)?.[1];
          if (!name) return literal(part);
          names.push(name);
          return '([^/]+?)';
        })
        .join(''),
    )
    .join('/');
  return { expression: new RegExp(`^${source}$`, 'i'), names, literals: path.replace(/\{\w+\}/g, '').length };
};

/** Empty segments vanish: trailing and doubled slashes lead to the same place, as in the real services. */
const segmentsOf = (path: string): string[] => path.split('/').filter(segment => segment !== '');

/** `undefined` for what is no text: bytes that are not UTF-8, and the NUL character, which no name can hold. */
const decode = (text: string): string | undefined => {
  try {
    const decoded = decodeURIComponent(text);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
};

/** Finds the route of a request. Paths match in any letter case; captured values keep theirs. */
export class RouteTable {
  readonly #bySegments = new Map<number, Pattern[]>();
  readonly #byPath = new Map<string, Pattern>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
    for (const patterns of this.#bySegments.values())
      patterns.sort((one, other) => other.literals - one.literals);
  }

  #add(route: Route): void {
    const key = route.path.toLowerCase();
    let pattern = this.#byPath.get(key);
    if (!pattern) {
      pattern = { ...compile(route.path), routes: new Map() };
      this.#byPath.set(key, pattern);
      const count = segmentsOf(route.path).length;
      this.#bySegments.set(count, [...(this.#bySegments.get(count) ?? []), pattern]);
    }
    if (pattern.routes.has(route.method)) throw new Error(`Two handlers for ${route.method} ${route.path}`);
    pattern.routes.set(route.method, route);
  }

  /** @param path as sent, percent-encoding kept, without the query. */
  match(method: string, path: string): RouteMatch {
    const segments = segmentsOf(path);
    const normal = segments.join('/').replace(NEEDLESSLY_ENCODED, decodeURIComponent);
    const allowed = new Set<string>();
    for (const pattern of this.#bySegments.get(segments.length) ?? []) {
      const found = pattern.expression.exec(normal);
      if (!found) continue;
      const route = pattern.routes.get(method) ?? (method === 'HEAD' ? pattern.routes.get('GET') : undefined);
      if (!route) {
        for (const name of pattern.routes.keys()) {
          allowed.add(name);
          if (name === 'GET') allowed.add('HEAD');
        }
        continue;
      }
      const values = found.slice(1).map(decode);
      if (values.includes(undefined)) return { kind: 'malformed' };
      return {
        kind: 'found',
        route,
        params: Object.fromEntries(pattern.names.map((name, at) => [name, values[at] ?? ''])),
      };
    }
    return allowed.size > 0 ? { kind: 'wrong-method', allowed: [...allowed] } : { kind: 'not-found' };
  }
}
