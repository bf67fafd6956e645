import type { Application } from '../../data/applications.ts';

export const APPLICATION_TABS = [
  'overview',
  'authentication',
  'api-permissions',
  'credentials',
  'get-a-token',
  'customers',
  'manifest',
] as const;

/** A tab of an application, as its address says it. */
export type ApplicationTab = (typeof APPLICATION_TABS)[number];

/** The page of a tab: `/app-registrations/<object id>/overview`. */
export const applicationPath = (applicationId: string, tab: ApplicationTab = 'overview'): string =>
  `/app-registrations/${applicationId}/${tab}`;

export const isMultiTenant = ({ signInAudience }: Pick<Application, 'signInAudience'>): boolean =>
  signInAudience === 'AzureADMultipleOrgs' || signInAudience === 'AzureADandPersonalMicrosoftAccount';

/** The tabs that an application has: customers are for those that other tenants can use. */
export const tabsOf = (application: Pick<Application, 'signInAudience'>): readonly ApplicationTab[] =>
  APPLICATION_TABS.filter(tab => tab !== 'customers' || isMultiTenant(application));
