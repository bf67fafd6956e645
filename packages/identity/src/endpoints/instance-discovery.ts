import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { refusal } from '../aadsts/catalogue.ts';
import { errorReply, traceOf } from '../aadsts/error-reply.ts';
import { CLOUDS } from '../authority/clouds.ts';
import { OPEN_TO_BROWSERS, withCommonHeaders } from './headers.ts';
import type { TokenEndpointServices } from './token.ts';

interface AuthorizationEndpoint {
  readonly host: string;
  readonly tenant: string;
  readonly isVersion2: boolean;
}

/** Reads the asked URL; it is never fetched, and its host is only named again when it is one of ours. */
const parseEndpoint = (text: string): AuthorizationEndpoint | undefined => {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, pathname } = new URL(text);
  const tenant = pathname.split('/').find(Boolean) ?? '';
  return protocol === 'https:' && tenant !== ''
    ? { host: host.toLowerCase(), tenant, isVersion2: pathname.toLowerCase().includes('/v2.0/') }
    : undefined;
};

const isCloudHost = (host: string): boolean => CLOUDS.some(({ aliases }) => aliases.includes(host));

const nameOf = (host: string): string => host.replace(/:\d+$/, '');

/**
 * The host under which we are known to who asks: where the question came, for the port that some clients lose, or another
 * of our own names, for a client that asks the public cloud's host about us.
 */
const ownHostOf = (
  asked: AuthorizationEndpoint | undefined,
  origin: string,
  ownNames: ReadonlySet<string>,
): string | undefined => {
  if (asked === undefined) return undefined;
  const here = new URL(origin).host;
  const name = nameOf(asked.host);
  if (asked.host === nameOf(here)) return here;
  return name === nameOf(here) || ownNames.has(name) ? asked.host : undefined;
};

/**
 * Tells a client whether an authority host is known, and by which names it goes.
 *
 * @param ownNames names of this authority besides that which was asked, without a port.
 */
export const handleInstanceDiscovery = async (
  request: HttpRequest,
  services: TokenEndpointServices,
  ownNames: ReadonlySet<string>,
): Promise<HttpReply> => {
  const trace = traceOf(request.headers['client-request-id'], services.entropy);
  const asked = parseEndpoint(request.query.get('authorization_endpoint') ?? '');
  const own = ownHostOf(asked, request.origin, ownNames);
  if (asked === undefined || (own === undefined && !isCloudHost(asked.host)))
    return withCommonHeaders(
      errorReply(refusal(50049), trace, services.clock, request.origin),
      request,
      trace,
    );
  const version = request.query.get('api-version') ?? '1.0';
  const host = own ?? asked.host;
  const metadata =
    own !== undefined && !isCloudHost(own)
      ? [{ preferred_network: own, preferred_cache: own, aliases: [own] }, ...CLOUDS]
      : CLOUDS;
  const body = {
    tenant_discovery_endpoint: `https://${host}/${asked.tenant}/${asked.isVersion2 ? 'v2.0/' : ''}.well-known/openid-configuration`,
    ...(version === '1.0' ? {} : { 'api-version': version, metadata }),
  };
  return withCommonHeaders({ status: 200, headers: OPEN_TO_BROWSERS, body }, request, trace);
};
