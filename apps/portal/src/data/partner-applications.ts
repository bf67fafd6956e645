import { useQuery } from '@tanstack/react-query';
import { APPLICATIONS_KEY, type ApplicationSummary } from './applications.ts';
import { odataText } from './graph.ts';
import { useGraph } from './graph-context.tsx';
import { anyOf, listPath } from './odata-filter.ts';

/** Whom an application is for when other tenants can use it. */
const AUDIENCES = ['AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount'] as const;

const PATH = listPath(
  '/v1.0/applications',
  [anyOf(AUDIENCES.map(audience => `signInAudience eq ${odataText(audience)}`))],
  ['$orderby=displayName', '$select=id,appId,displayName,createdDateTime,signInAudience'],
);

/** The tenant's applications that other tenants can use, by name. */
export const usePartnerApplications = () => {
  const graph = useGraph();
  return useQuery({
    queryKey: [...APPLICATIONS_KEY, 'partner'],
    queryFn: () => graph.list<ApplicationSummary>(PATH),
  });
};
