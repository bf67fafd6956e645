import type { PortalResource } from '../session/authority.ts';
import type { Session } from '../session/session.ts';
import { Problem, readProblem } from './problem.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** A page of a Graph collection. */
export interface GraphPage<Entity> {
  readonly value: readonly Entity[];
  /** How many there are on all pages, when the call asked with `$count=true`. */
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
}

/** What is sent besides method and path. */
interface Sent {
  readonly body?: unknown;
  /** Ends the call. */
  readonly signal?: AbortSignal;
}

/** Whose token is sent, and for which of the portal's APIs. */
interface Caller {
  readonly session: Session;
  readonly resource: PortalResource;
}

const send = async (
  { session, resource }: Caller,
  method: Method,
  path: string,
  { body, signal }: Sent,
): Promise<Response> => {
  const token = await session.accessToken(resource);
  try {
    return await fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        // Graph counts (`$count=true`) for those alone who send it.
        ...(method === 'GET' && { consistencylevel: 'eventual' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem('unreachable', '');
  }
};

/**
 * Calls the Graph subset, or Vakt's own API, with the person's token.
 *
 * @param path from the origin's root: `/v1.0/applications`, `/vakt/v1/customers`.
 * @returns the reply's JSON; `undefined` when there is no body.
 * @throws Problem; or, when its signal ended the call, that signal's reason.
 */
const call = async <Reply>(caller: Caller, method: Method, path: string, sent: Sent = {}): Promise<Reply> => {
  let response = await send(caller, method, path, sent);
  if (response.status === 401) {
    // The token was revoked before its time: once more with a new one.
    caller.session.discardAccessTokens();
    response = await send(caller, method, path, sent);
  }
  if (!response.ok) throw await readProblem(response);
  return (response.status === 204 ? undefined : await response.json()) as Reply;
};

/** The calls that pages make, bound to the person's sign-in. */
export class Graph {
  readonly #caller: Caller;

  constructor(session: Session, resource: PortalResource = 'MicrosoftGraph') {
    this.#caller = { session, resource };
  }

  /** The same person's calls with a token for another of the portal's APIs. */
  for(resource: PortalResource): Graph {
    return new Graph(this.#caller.session, resource);
  }

  get<Reply>(path: string): Promise<Reply> {
    return call<Reply>(this.#caller, 'GET', path);
  }

  post<Reply>(path: string, body: unknown = {}, signal?: AbortSignal): Promise<Reply> {
    return call<Reply>(this.#caller, 'POST', path, { body, ...(signal && { signal }) });
  }

  patch(path: string, body: unknown): Promise<void> {
    return call<void>(this.#caller, 'PATCH', path, { body });
  }

  put(path: string, body: unknown): Promise<void> {
    return call<void>(this.#caller, 'PUT', path, { body });
  }

  delete(path: string): Promise<void> {
    return call<void>(this.#caller, 'DELETE', path);
  }

  /** Every entity of a collection, page after page, up to `most`. */
  async list<Entity>(path: string, most = 10_000): Promise<readonly Entity[]> {
    const entities: Entity[] = [];
    for (let next: string | undefined = path; next !== undefined && entities.length < most; ) {
      const page: GraphPage<Entity> = await this.get(next);
      entities.push(...page.value);
      next = page['@odata.nextLink'];
    }
    return entities;
  }

  /** How many entities a collection has that counts them: `/v1.0/users`. */
  async count(path: string): Promise<number> {
    const query = '$count=true&$top=1&$select=id';
    const page = await this.get<GraphPage<unknown>>(`${path}${path.includes('?') ? '&' : '?'}${query}`);
    return page['@odata.count'] ?? page.value.length;
  }
}

/** A literal in an OData filter: quoted, quotes doubled, ready for a URL. */
export const odataText = (text: string): string => encodeURIComponent(`'${text.replaceAll("'", "''")}'`);
