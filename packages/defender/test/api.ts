import type { Clock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import type { AppId, ObjectId, TenantId } from '@vakt/contract/ids';
import type { RequiredPermissions } from '@vakt/contract/operations/operation';
import type { Plan } from '@vakt/contract/plan';
import type { ApplicationPrincipal, Principal, UserPrincipal } from '@vakt/contract/principal';
import type { ExplainedRefusal } from '@vakt/contract/refusal';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { HuntingEngine, HuntingOptions } from '@vakt/hunting/engine';
import type { HuntingFailure } from '@vakt/hunting/failure';
import type { HuntingResult } from '@vakt/hunting/result';
import type { Store } from '@vakt/store/store';
import { noLake } from '@vakt/testing/no-lake';
import { PackageLinks } from '../src/downloads/package-links.ts';
import { ResultLinks } from '../src/downloads/result-links.ts';
import type { LimitScale } from '../src/gate/limit-scale.ts';
import { defenderRoutes } from '../src/routes.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
export const OTHER_TENANT = '22222222-2222-4222-8222-222222222222' as TenantId;
export const ORIGIN = 'https://api.security.microsoft.com';

const holder = {
  tenantId: TENANT,
  appId: '33333333-3333-4333-8333-333333333333' as AppId,
  objectId: '44444444-4444-4444-8444-444444444444' as ObjectId,
  audience: 'https://api.securitycenter.microsoft.com',
  appDisplayName: 'Collector',
  tokenId: 'uti',
};

/** An application with those roles. */
export const application = (
  roles: readonly string[],
  changes: Partial<ApplicationPrincipal> = {},
): ApplicationPrincipal => ({ ...holder, kind: 'application', roles, ...changes });

/** A global administrator through an application with those scopes. */
export const user = (scopes: readonly string[], changes: Partial<UserPrincipal> = {}): UserPrincipal => ({
  ...holder,
  kind: 'user',
  scopes,
  userPrincipalName: 'ann@contoso.com',
  directoryRoles: ['62e90394-69f5-4237-9190-012177145e10'],
  ...changes,
});

/** What a token is for, so that it is good where these permissions count. */
export const tokenFor = ({ resource }: RequiredPermissions): Pick<Principal, 'audience'> => ({
  audience: resource === 'MicrosoftGraph' ? 'https://graph.microsoft.com' : holder.audience,
});

/** By what Graph's envelope names the call. */
interface InnerError {
  readonly 'request-id': string;
}

/** An answer as a client reads it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  json<Body = Record<string, unknown>>(): Body;
  /** The envelope's error. */
  readonly error: { readonly code: string; readonly message: string; readonly target: string };
}

const toAnswer = ({ status, headers = {}, body }: HttpReply): Answer => {
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  return {
    status,
    headers,
    text,
    json: <Body>() => JSON.parse(text) as Body,
    get error() {
      const { error } = JSON.parse(text) as { error: Answer['error'] & { innerError?: InnerError } };
      return { ...error, target: error.target ?? error.innerError?.['request-id'] };
    },
  };
};

/** A body as it travels: a form as multipart/form-data, text and bytes as they are, anything else as JSON. */
const encoded = async (body: unknown): Promise<Pick<HttpRequest, 'headers' | 'body'>> => {
  if (body instanceof Uint8Array) return { headers: {}, body };
  if (!(body instanceof FormData)) {
    const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
    return { headers: {}, body: new TextEncoder().encode(text) };
  }
  const form = new Response(body);
  return {
    headers: { 'content-type': form.headers.get('content-type') ?? undefined },
    body: await form.bytes(),
  };
};

const match = (pattern: string, path: string): Record<string, string> | undefined => {
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const source = pattern.replace(/[.$()]/g, '\\$&').replace(/\{\w+\}/g, '([^/]+)');
  const found = new RegExp(`^${source}/?$`, 'i').exec(path);
  return found
    ? Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')]))
    : undefined;
};

/** How much of a pattern is literal: of two that match, the more literal one wins, as in the server. */
const literals = (pattern: string): number => pattern.replace(/\{\w+\}/g, '').length;

export interface CallOptions {
  readonly method?: Route['method'];
  readonly as?: Principal | undefined;
  readonly body?: unknown;
  readonly origin?: string;
  readonly headers?: HttpRequest['headers'];
}

type HuntingAnswer = Result<HuntingResult, HuntingFailure>;
type Hunt = (
  kql: string,
  tenant: TenantId,
  options?: HuntingOptions,
) => HuntingAnswer | Promise<HuntingAnswer>;

/** The routes of the room, called without a port; the caller is given instead of a token. */
export class TestApi {
  plan: Plan | undefined = 'XDR';
  now = Date.parse('2026-11-21T06:00:00Z');
  hunt: Hunt = () => fail({ kind: 'unavailable', message: 'no lake in this test' });
  /** What hunting does besides answering. */
  engine: Pick<HuntingEngine, 'explain' | 'checkFunction'> = noLake;
  /** The investigation packages that are there, by the action's id. */
  readonly packages = new Map<string, Uint8Array>();
  /** What was kept of refused calls. */
  readonly refused: ExplainedRefusal[] = [];
  /** What went to the log. */
  readonly logged: unknown[] = [];
  readonly clock: Clock = { now: () => this.now };
  readonly #routes: readonly Route[];
  #caller: Principal | undefined;

  constructor(store: Pick<Store, 'tenant' | 'scoped'>, limitScale: LimitScale = 1) {
    this.#routes = defenderRoutes({
      store,
      limitScale,
      hunting: {
        run: async (tenant, kql, options) => this.hunt(kql, tenant, options),
        explain: async (...asked) => this.engine.explain(...asked),
        checkFunction: async (tenant, custom) => this.engine.checkFunction(tenant, custom),
      },
      clock: this.clock,
      entropy: systemEntropy,
      verify: async () =>
        this.#caller
          ? ok(this.#caller)
          : fail({
              status: 401,
              code: 'Unauthorized',
              message: 'No "bearer" token was sent.',
              fault: 'missing',
            }),
      refusals: { note: (_tenant, refusal) => this.refused.push(refusal) },
      planOf: async () => this.plan,
      packageLinks: new PackageLinks(
        Buffer.alloc(32, 7),
        { has: async id => this.packages.has(id), read: async id => this.packages.get(id) },
        this.clock,
      ),
      resultLinks: new ResultLinks(Buffer.alloc(32, 7), store, this.clock),
      log: { error: (_message, { error }) => this.logged.push(error) },
    }).toSorted((one, other) => literals(other.path) - literals(one.path));
  }

  /** @param address path and query as a client sends them. */
  async call(address: string, options: CallOptions = {}): Promise<Answer> {
    const { method = 'GET', as, body, origin = ORIGIN, headers } = options;
    const [path = '', ...rest] = address.split('?');
    const queryText = rest.join('?');
    for (const route of this.#routes) {
      const params = route.method === method ? match(route.path, path) : undefined;
      if (!params) continue;
      const request: HttpRequest = {
        method,
        origin,
        path,
        params,
        queryText,
        query: new URLSearchParams(queryText),
        ...(await encoded(body)),
        ...(headers && { headers }),
        remoteAddress: '127.0.0.1',
        signal: new AbortController().signal,
      };
      this.#caller = as;
      return toAnswer(await route.handle(request));
    }
    throw new Error(`no route for ${method} ${path}`);
  }
}
