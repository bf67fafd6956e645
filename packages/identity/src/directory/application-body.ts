import type { Platform } from '@vakt/contract/redirect-uri';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { ApplicationChanges } from '@vakt/store/directory/applications';
import type { InformationUrls } from '@vakt/store/tables/directory';
import { readApi } from './application-api-body.ts';
import { readPageUrl, readWeb } from './application-web-body.ts';
import {
  type Body,
  readBoolean,
  readClearableText,
  readObject,
  readText,
  readTextList,
  wrong,
} from './body.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';
import { readAppRoles } from './offered-permissions-body.ts';
import { readOptionalClaims } from './optional-claims-body.ts';
import { readRedirectUris } from './redirect-uris.ts';
import { readRequiredAccess } from './required-access-body.ts';

/** Reads some of a body's properties into the columns that they change. */
type Reader = (body: Body) => Result<ApplicationChanges, GraphFailure>;

const SIGN_IN_AUDIENCES: ReadonlySet<string> = new Set([
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
]);
const LONGEST_NAME = 120;

const readNames: Reader = body => {
  const name = readText(body, 'displayName');
  if (!name.ok) return name;
  if (name.value !== undefined && (name.value.trim() === '' || name.value.length > LONGEST_NAME))
    return wrong('displayName', `a text of 1 to ${LONGEST_NAME} characters`);
  const description = readClearableText(body, 'description');
  if (!description.ok) return description;
  const notes = readClearableText(body, 'notes');
  if (!notes.ok) return notes;
  return ok({
    ...(name.value !== undefined && { display_name: name.value }),
    ...(description.value !== undefined && { description: description.value }),
    ...(notes.value !== undefined && { notes: notes.value }),
  });
};

const readAudience: Reader = body => {
  const audience = readText(body, 'signInAudience');
  if (!audience.ok) return audience;
  if (audience.value !== undefined && !SIGN_IN_AUDIENCES.has(audience.value))
    return wrong('signInAudience', `one of ${[...SIGN_IN_AUDIENCES].join(', ')}`);
  const fallback = readBoolean(body, 'isFallbackPublicClient');
  if (!fallback.ok) return fallback;
  return ok({
    ...(audience.value !== undefined && { sign_in_audience: audience.value }),
    ...(fallback.value !== undefined && { is_fallback_public_client: fallback.value }),
  });
};

const readLists: Reader = body => {
  const identifierUris = readTextList(body, 'identifierUris');
  if (!identifierUris.ok) return identifierUris;
  const tags = readTextList(body, 'tags');
  if (!tags.ok) return tags;
  return ok({
    ...(identifierUris.value && { identifier_uris: JSON.stringify(identifierUris.value) }),
    ...(tags.value && { tags: JSON.stringify(tags.value) }),
  });
};

const readPermissions: Reader = body => {
  const roles = readAppRoles(body);
  if (!roles.ok) return roles;
  const claims = readOptionalClaims(body);
  if (!claims.ok) return claims;
  const changes: ApplicationChanges = {
    ...(roles.value && { app_roles: JSON.stringify(roles.value) }),
    ...(claims.value !== undefined && { optional_claims: claims.value && JSON.stringify(claims.value) }),
  };
  if (body.requiredResourceAccess === undefined) return ok(changes);
  const access = readRequiredAccess(body.requiredResourceAccess);
  return access.ok ? ok({ ...changes, required_resource_access: JSON.stringify(access.value) }) : access;
};

const INFORMATION_URLS = ['marketingUrl', 'privacyStatementUrl', 'supportUrl', 'termsOfServiceUrl'] as const;

const readInformation: Reader = body => {
  if (body.info === undefined) return ok({});
  const info = readObject(body, 'info');
  if (!info.ok) return info;
  const urls: { -readonly [Name in keyof InformationUrls]: InformationUrls[Name] } = {};
  for (const name of INFORMATION_URLS) {
    const url = readPageUrl(info.value, name, `info.${name}`);
    if (!url.ok) return url;
    if (url.value !== undefined) urls[name] = url.value;
  }
  return ok({ information_urls: JSON.stringify(urls) });
};

const redirectUrisOf =
  (platform: Platform, column: keyof ApplicationChanges): Reader =>
  body => {
    const uris = readRedirectUris(body, platform);
    if (!uris.ok) return uris;
    return ok(uris.value ? { [column]: JSON.stringify(uris.value) } : {});
  };

/** A client that writes back what it read sends secrets without their values; new ones come from addPassword alone. */
const readPasswords: Reader = ({ passwordCredentials }) => {
  const isNew = (credential: unknown): boolean =>
    typeof credential !== 'object' ||
    credential === null ||
    !('keyId' in credential) ||
    ('secretText' in credential && credential.secretText !== null);
  return Array.isArray(passwordCredentials) && passwordCredentials.some(isNew)
    ? fail(
        badRequest('Password credentials cannot be set here. Use addPassword, which shows the value once.'),
      )
    : ok({});
};

const READERS: readonly Reader[] = [
  readPasswords,
  readNames,
  readAudience,
  readLists,
  readPermissions,
  readInformation,
  readApi,
  readWeb,
  redirectUrisOf('web', 'web_redirect_uris'),
  redirectUrisOf('spa', 'spa_redirect_uris'),
  redirectUrisOf('publicClient', 'public_client_redirect_uris'),
];

/**
 * Reads what a body says of an application into the columns that it changes; absent properties stay as they are.
 * Properties that are the directory's own (`id`, `appId`, `publisherDomain`) and those that Vakt does not keep are ignored.
 */
export const readApplicationChanges = (body: Body): Result<ApplicationChanges, GraphFailure> => {
  let changes: ApplicationChanges = {};
  for (const read of READERS) {
    const found = read(body);
    if (!found.ok) return found;
    changes = { ...changes, ...found.value };
  }
  return ok(changes);
};
