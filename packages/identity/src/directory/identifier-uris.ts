import { resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import { badRequest, type GraphFailure } from './graph-error.ts';

const LONGEST_URI = 255;

const serviceUris: ReadonlySet<string> = new Set(
  Object.values(resourceApplications).flatMap(({ identifierUris }) =>
    identifierUris.map(uri => uri.toLowerCase()),
  ),
);

/** What an application's identifier URIs may begin with. */
export interface IdentifierUriOwner {
  readonly appId: string;
  readonly tenantId: string;
  /** The tenant's verified domains, lower case. */
  readonly domains: readonly string[];
}

const isOwnHost = (host: string, { domains }: IdentifierUriOwner): boolean =>
  domains.some(domain => host === domain || host.endsWith(`.${domain}`));

const isOwn = (uri: string, owner: IdentifierUriOwner): boolean => {
  if (uri.length > LONGEST_URI || /[\s#?*\\<>"]/.test(uri)) return false;
  const [, scheme = '', host = '', path = ''] = /^(https|api):\/\/([^/:@]+)(\/.*)?$/i.exec(uri) ?? [];
  const name = host.toLowerCase();
  if (scheme.toLowerCase() === 'https') return isOwnHost(name, owner);
  return (
    scheme !== '' &&
    (name === owner.appId ||
      (name === owner.tenantId && path.length > 1) ||
      isOwnHost(name, owner) ||
      path.toLowerCase() === `/${owner.appId}`)
  );
};

/**
 * Whether an application may have these identifier URIs: its own id, or a domain that the tenant has verified, so that no
 * tenant speaks for another or for the service (Microsoft Entra: restrictions on identifier URIs).
 */
export const checkIdentifierUris = (
  uris: readonly string[],
  owner: IdentifierUriOwner,
): Result<true, GraphFailure> => {
  const seen = new Set<string>();
  for (const uri of uris) {
    const key = uri.toLowerCase().replace(/\/$/, '');
    if (!isOwn(uri, owner) || serviceUris.has(key))
      return fail(
        badRequest(
          `Values of identifierUris property must use a verified domain of the organization or its subdomain, or be api://${owner.appId}: '${uri.slice(0, LONGEST_URI)}'.`,
        ),
      );
    if (seen.has(key))
      return fail(
        badRequest(
          `Invalid value specified for property 'identifierUris' of the resource: '${uri}' stands twice.`,
        ),
      );
    seen.add(key);
  }
  return ok(true);
};
