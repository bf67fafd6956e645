import { isGuid } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { RequiredResourceAccess } from '@vakt/store/tables/directory';
import { readBoolean, readObject, readText, readTextList } from './body.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';

const SIGN_IN_AUDIENCES: ReadonlySet<string> = new Set([
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
]);

/** The columns of an application that a body may set; absent ones stay as they are. */
export interface ApplicationChanges {
  display_name?: string;
  description?: string;
  sign_in_audience?: string;
  is_fallback_public_client?: boolean;
  identifier_uris?: string;
  web_redirect_uris?: string;
  spa_redirect_uris?: string;
  public_client_redirect_uris?: string;
  required_resource_access?: string;
  tags?: string;
}

type Body = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readPermission = (value: unknown): { id: string; type: 'Role' | 'Scope' } | undefined => {
  if (!isRecord(value) || typeof value.id !== 'string' || !isGuid(value.id)) return undefined;
  return value.type === 'Role' || value.type === 'Scope'
    ? { id: value.id.toLowerCase(), type: value.type }
    : undefined;
};

const readRequiredAccess = (value: unknown): RequiredResourceAccess | undefined => {
  if (!isRecord(value) || typeof value.resourceAppId !== 'string' || !isGuid(value.resourceAppId))
    return undefined;
  if (!Array.isArray(value.resourceAccess)) return undefined;
  const resourceAccess = value.resourceAccess.map(readPermission);
  return resourceAccess.includes(undefined)
    ? undefined
    : {
        resourceAppId: value.resourceAppId.toLowerCase(),
        resourceAccess: resourceAccess.filter(item => item !== undefined),
      };
};

const readRequiredAccessList = (value: unknown): Result<readonly RequiredResourceAccess[], GraphFailure> => {
  const list = Array.isArray(value) && value.length <= 50 ? value.map(readRequiredAccess) : [undefined];
  return list.includes(undefined)
    ? fail(
        badRequest(
          "Invalid value specified for property 'requiredResourceAccess' of the resource: it must be a list of { resourceAppId, resourceAccess: [{ id, type: 'Role' or 'Scope' }] }.",
        ),
      )
    : ok(list.filter(item => item !== undefined));
};

const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?(?:\/|$)/i;
const NATIVE_SCHEME = /^(?!javascript:|data:|file:|vbscript:)[a-z][a-z0-9+.-]*:/i;

/** Only https, except on loopback; native clients may have a scheme of their own (reference: identity, section 5.3). */
const isRedirectUri = (uri: string, isNative: boolean): boolean =>
  uri.length <= 256 &&
  !uri.includes('#') &&
  (uri.startsWith('https://') ||
    LOOPBACK.test(uri) ||
    (isNative && NATIVE_SCHEME.test(uri) && !uri.startsWith('http:')));

const readRedirectUris = (
  body: Body,
  platform: 'web' | 'spa' | 'publicClient',
): Result<readonly string[] | undefined, GraphFailure> => {
  const settings = readObject(body, platform);
  if (!settings.ok) return settings;
  const uris = readTextList(settings.value, 'redirectUris');
  if (!uris.ok) return uris;
  const wrong = uris.value?.find(uri => !isRedirectUri(uri, platform === 'publicClient'));
  return wrong === undefined
    ? uris
    : fail(
        badRequest(
          `Invalid value specified for property '${platform}.redirectUris' of the resource: '${wrong.slice(0, 256)}' must begin with https://, or http://localhost, and have no fragment.`,
        ),
      );
};

const setList = (
  changes: ApplicationChanges,
  column: keyof ApplicationChanges,
  list: readonly unknown[] | undefined,
): void => {
  if (list) Object.assign(changes, { [column]: JSON.stringify(list) });
};

/** Reads what a body says of an application; properties that Vakt does not keep are ignored. */
export const readApplicationChanges = (body: Body): Result<ApplicationChanges, GraphFailure> => {
  if (Array.isArray(body.passwordCredentials) && body.passwordCredentials.length > 0)
    return fail(
      badRequest('Password credentials cannot be set here. Use addPassword, which shows the value once.'),
    );
  const changes: ApplicationChanges = {};
  const texts = {
    displayName: 'display_name',
    description: 'description',
    signInAudience: 'sign_in_audience',
  } as const;
  for (const [property, column] of Object.entries(texts)) {
    const text = readText(body, property);
    if (!text.ok) return text;
    if (text.value !== undefined) Object.assign(changes, { [column]: text.value });
  }
  if (
    changes.display_name !== undefined &&
    (changes.display_name.trim() === '' || changes.display_name.length > 120)
  )
    return fail(
      badRequest(
        "Invalid value specified for property 'displayName' of the resource: it must have 1 to 120 characters.",
      ),
    );
  if (changes.sign_in_audience !== undefined && !SIGN_IN_AUDIENCES.has(changes.sign_in_audience))
    return fail(
      badRequest(
        `Invalid value specified for property 'signInAudience' of the resource: use ${[...SIGN_IN_AUDIENCES].join(', ')}.`,
      ),
    );
  const fallback = readBoolean(body, 'isFallbackPublicClient');
  if (!fallback.ok) return fallback;
  if (fallback.value !== undefined) changes.is_fallback_public_client = fallback.value;
  if (body.requiredResourceAccess !== undefined) {
    const access = readRequiredAccessList(body.requiredResourceAccess);
    if (!access.ok) return access;
    setList(changes, 'required_resource_access', access.value);
  }
  for (const [property, column] of [
    ['identifierUris', 'identifier_uris'],
    ['tags', 'tags'],
  ] as const) {
    const list = readTextList(body, property);
    if (!list.ok) return list;
    setList(changes, column, list.value);
  }
  const platforms = [
    ['web', 'web_redirect_uris'],
    ['spa', 'spa_redirect_uris'],
    ['publicClient', 'public_client_redirect_uris'],
  ] as const;
  for (const [platform, column] of platforms) {
    const uris = readRedirectUris(body, platform);
    if (!uris.ok) return uris;
    setList(changes, column, uris.value);
  }
  return ok(changes);
};
