import { resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Tenant } from '@vakt/store/directory/tenants';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { type Form, requireParameter } from './form.ts';
import type { RequestedResource, Resources } from './resource.ts';

/** What a request asks of one resource. */
export interface RequestedAccess extends RequestedResource {
  /** Named delegated permissions; empty when `.default` was asked for. */
  readonly scopes: readonly string[];
  /** The scope strings as sent, for the reply to a user. */
  readonly scopeTexts: readonly string[];
}

/** Scopes of OpenID Connect: they choose what else is in the reply. */
const OPENID_SCOPES = ['openid', 'profile', 'email', 'offline_access'] as const;
export type OpenIdScope = (typeof OPENID_SCOPES)[number];

/** Whether a scope belongs to OpenID Connect, not to a resource. */
export const isOpenIdScope = (text: string): boolean =>
  OPENID_SCOPES.some(scope => scope === text.toLowerCase());

const textsOf = (scope: string): string[] => scope.split(/\s+/).filter(text => text !== '');

/** The scopes of OpenID Connect among those that a request names. */
export const openIdScopesOf = (scope: string): readonly OpenIdScope[] => {
  const texts = new Set(textsOf(scope.toLowerCase()));
  return OPENID_SCOPES.filter(name => texts.has(name));
};

interface ScopePart extends RequestedResource {
  readonly permission: string;
  readonly text: string;
}

const GRAPH = resourceApplications.MicrosoftGraph.identifierUris[0] ?? '';

/**
 * Splits one scope. What stands after the last slash is the permission; what stands before it is the resource, so
 * `https://x//.default` names the resource `https://x/`. A permission alone is Microsoft Graph's.
 */
const parseScopePart = async (
  text: string,
  tenant: Tenant,
  resources: Resources,
): Promise<Result<ScopePart, Refusal>> => {
  const at = text.lastIndexOf('/');
  const permission = text.slice(at + 1);
  if (permission === '') return fail(refusal(70011, { scope: text }));
  const identifier = at < 0 ? GRAPH : text.slice(0, at);
  const found = await resources.find(identifier, tenant);
  return found
    ? ok({ ...found, permission, text })
    : fail(refusal(500011, { resource: identifier, tenant: tenant.displayName }));
};

const isDefault = ({ permission }: ScopePart): boolean => permission.toLowerCase() === '.default';

/** The parts of one resource as what is asked of it: `.default`, or named permissions. */
const toAccess = (parts: readonly [ScopePart, ...ScopePart[]]): Result<RequestedAccess, Refusal> => {
  const [{ application, audience }] = parts;
  const asksForDefault = parts.some(isDefault);
  if (asksForDefault && parts.length > 1)
    return fail(refusal(70011, { scope: parts.map(({ text }) => text).join(' ') }));
  return ok({
    application,
    audience,
    scopes: asksForDefault ? [] : parts.map(({ permission }) => permission),
    scopeTexts: parts.map(({ text }) => text),
  });
};

/** A sign-in that asks for nothing but who the user is; its access token is Microsoft Graph's. */
const openIdOnly = (scope: string): string[] => textsOf(scope).filter(isOpenIdScope);

/**
 * Reads v2's `scope`: what is asked of each resource, in the order in which they are named.
 *
 * @param tenant where it is asked for.
 */
export const parseScopes = async (
  scope: string,
  tenant: Tenant,
  resources: Resources,
): Promise<Result<readonly [RequestedAccess, ...RequestedAccess[]], Refusal>> => {
  const named = textsOf(scope).filter(text => !isOpenIdScope(text));
  const texts = named.length > 0 ? named : openIdOnly(scope);
  const parts = new Map<string, [ScopePart, ...ScopePart[]]>();
  for (const text of texts) {
    const part = await parseScopePart(text, tenant, resources);
    if (!part.ok) return part;
    const { appId } = part.value.application;
    const earlier = parts.get(appId);
    if (earlier) earlier.push(part.value);
    else parts.set(appId, [part.value]);
  }
  const accesses: RequestedAccess[] = [];
  for (const ofResource of parts.values()) {
    const access = toAccess(ofResource);
    if (!access.ok) return access;
    accesses.push(access.value);
  }
  const [first, ...others] = accesses;
  return first ? ok([first, ...others]) : fail(refusal(70011, { scope }));
};

/** Reads v1's `resource`. */
export const parseResource = async (
  resource: string,
  tenant: Tenant,
  resources: Resources,
): Promise<Result<RequestedAccess, Refusal>> => {
  const found = await resources.find(resource.trim(), tenant);
  return found
    ? ok({ ...found, scopes: [], scopeTexts: [`${found.audience}/.default`] })
    : fail(refusal(500011, { resource, tenant: tenant.displayName }));
};

/** The parameters with which a sign-in says what it asks for; `resource` counts before a `scope` beside it. */
export interface AskedParameters {
  readonly scope?: string | undefined;
  readonly resource?: string | undefined;
}

/** Reads what a sign-in asked of each resource. */
export const readAskedAccesses = async (
  { scope = '', resource }: AskedParameters,
  tenant: Tenant,
  resources: Resources,
): Promise<Result<readonly [RequestedAccess, ...RequestedAccess[]], Refusal>> => {
  if (resource === undefined) return parseScopes(scope, tenant, resources);
  const access = await parseResource(resource, tenant, resources);
  return access.ok ? ok([access.value]) : access;
};

/** Which endpoint was asked, and with what. */
export interface AccessParameters {
  readonly version: 'v1' | 'v2';
  readonly form: Form;
}

/** What a request asks a token for: `resource` at the v1 endpoint, `scope` of one resource at v2. */
export const readRequestedAccess = async (
  { version, form }: AccessParameters,
  tenant: Tenant,
  resources: Resources,
): Promise<Result<RequestedAccess, Refusal>> => {
  if (version === 'v2' && form.has('resource')) return fail(refusal(901002));
  const parameter = requireParameter(form, version === 'v1' ? 'resource' : 'scope');
  if (!parameter.ok) return parameter;
  if (version === 'v1') return parseResource(parameter.value, tenant, resources);
  const accesses = await parseScopes(parameter.value, tenant, resources);
  if (!accesses.ok) return accesses;
  const [first, ...others] = accesses.value;
  return others.length > 0 ? fail(refusal(28000, { scope: parameter.value })) : ok(first);
};
