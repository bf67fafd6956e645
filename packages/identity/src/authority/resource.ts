import { type ResourceApplication, resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';

/** A resource as a request named it. */
export interface RequestedResource {
  readonly application: ResourceApplication;
  /** The string to the letter, trailing slash included: it becomes the token's audience. */
  readonly audience: string;
}

/** What a token request asks for. */
export interface RequestedAccess extends RequestedResource {
  /** Named delegated permissions; empty when `.default` was asked for. */
  readonly scopes: readonly string[];
  /** The scope strings as sent, for the reply to a user. */
  readonly scopeTexts: readonly string[];
}

/** Scopes of OpenID Connect: they choose what else is in the reply, and belong to no resource. */
const OPENID_SCOPES: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

const byIdentifier: ReadonlyMap<string, ResourceApplication> = new Map(
  Object.values(resourceApplications).flatMap(application =>
    [application.appId, ...application.identifierUris].map(identifier => [
      identifier.toLowerCase(),
      application,
    ]),
  ),
);

/** @param identifier an identifier URI, with or without one trailing slash, or an application id. */
const findResource = (identifier: string): RequestedResource | undefined => {
  const application = byIdentifier.get(identifier.toLowerCase().replace(/\/$/, ''));
  return application && { application, audience: identifier };
};

/** Reads v1's `resource`. */
export const parseResource = (resource: string, tenant: string): Result<RequestedAccess, Refusal> => {
  const found = findResource(resource.trim());
  return found
    ? ok({ ...found, scopes: [], scopeTexts: [`${found.audience}/.default`] })
    : fail(refusal(500011, { resource, tenant }));
};

interface ScopePart extends RequestedResource {
  readonly permission: string;
  readonly text: string;
}

/**
 * Splits one scope. What stands after the last slash is the permission; what stands before it is the resource, so
 * `https://x//.default` names the resource `https://x/`. A permission alone is Microsoft Graph's.
 */
const parseScopePart = (text: string, tenant: string): Result<ScopePart, Refusal> => {
  const at = text.lastIndexOf('/');
  const permission = text.slice(at + 1);
  if (permission === '') return fail(refusal(70011, { scope: text }));
  const identifier =
    at < 0 ? (resourceApplications.MicrosoftGraph.identifierUris[0] ?? '') : text.slice(0, at);
  const found = findResource(identifier);
  return found ? ok({ ...found, permission, text }) : fail(refusal(500011, { resource: identifier, tenant }));
};

/** Reads v2's `scope`: scopes of one resource, either `.default` or named permissions. */
export const parseScope = (scope: string, tenant: string): Result<RequestedAccess, Refusal> => {
  const texts = scope.split(/\s+/).filter(text => text !== '' && !OPENID_SCOPES.has(text.toLowerCase()));
  const parts: ScopePart[] = [];
  for (const text of texts) {
    const part = parseScopePart(text, tenant);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  const [first] = parts;
  if (!first) return fail(refusal(70011, { scope }));
  if (parts.some(({ application }) => application !== first.application))
    return fail(refusal(28000, { scope }));
  const isDefault = parts.some(({ permission }) => permission.toLowerCase() === '.default');
  if (isDefault && parts.length > 1) return fail(refusal(70011, { scope }));
  const { application, audience } = first;
  return ok({
    application,
    audience,
    scopes: isDefault ? [] : parts.map(({ permission }) => permission),
    scopeTexts: texts,
  });
};
