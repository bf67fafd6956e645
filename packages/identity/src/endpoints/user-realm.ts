import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { TenantSegments } from '../authority/tenant-segment.ts';

/**
 * How a user signs in, decided by the domain alone: whether an account exists is nobody's business here (reference:
 * identity, section 2.6).
 */
export const handleUserRealm = async (request: HttpRequest, tenants: TenantSegments): Promise<HttpReply> => {
  const name = request.params.user ?? '';
  const domain = name.slice(name.lastIndexOf('@') + 1).toLowerCase();
  const isManaged = name.includes('@') && (await tenants.find(domain)).ok;
  const kind = isManaged ? 'Managed' : 'Unknown';
  const cloud = {
    cloud_instance_name: 'microsoftonline.com',
    cloud_audience_urn: 'urn:federation:MicrosoftOnline',
  };
  if ((request.query.get('api-version') ?? '1.0') === '1.0')
    return {
      status: 200,
      body: { ver: '1.0', account_type: kind, ...(isManaged && { domain_name: domain }), ...cloud },
    };
  return {
    status: 200,
    body: {
      NameSpaceType: kind,
      Login: name,
      ...(isManaged && { DomainName: domain, FederationBrandName: domain }),
      ...cloud,
    },
  };
};
