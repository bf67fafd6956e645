import { sv as components } from '../components/texts/sv.ts';
import { sv as apiPermissions } from '../pages/app-registration/api-permissions/texts/sv.ts';
import { sv as applicationAuthentication } from '../pages/app-registration/authentication/texts/sv.ts';
import { sv as credentials } from '../pages/app-registration/credentials/texts/sv.ts';
import { sv as customers } from '../pages/app-registration/customers/texts/sv.ts';
import { sv as getAToken } from '../pages/app-registration/get-a-token/texts/sv.ts';
import { sv as applicationManifest } from '../pages/app-registration/manifest/texts/sv.ts';
import { sv as applicationOverview } from '../pages/app-registration/overview/texts/sv.ts';
import { sv as appRegistration } from '../pages/app-registration/texts/sv.ts';
import { sv as appRegistrations } from '../pages/app-registrations/texts/sv.ts';
import { sv as createTenant } from '../pages/create-tenant/texts/sv.ts';
import { sv as enterpriseApplications } from '../pages/enterprise-applications/texts/sv.ts';
import { sv as home } from '../pages/home/texts/sv.ts';
import { sv as hunting } from '../pages/hunting/texts/sv.ts';
import { sv as newRegistration } from '../pages/new-registration/texts/sv.ts';
import { sv as partner } from '../pages/partner/texts/sv.ts';
import { sv as logs } from '../pages/sign-in-logs/texts/sv.ts';
import { sv as tenant } from '../pages/tenant/texts/sv.ts';
import { sv as tokenInspector } from '../pages/token-inspector/texts/sv.ts';
import { sv as users } from '../pages/users/texts/sv.ts';
import { sv as welcome } from '../pages/welcome/texts/sv.ts';
import { sv as shell } from '../shell/texts/sv.ts';
import type { Texts } from './texts.ts';

/** The portal in Swedish. */
export const sv: Texts = {
  ...components,
  shell,
  welcome,
  home,
  createTenant,
  tokenInspector,
  appRegistration,
  getAToken,
  customers,
  partner,
  applicationOverview,
  apiPermissions,
  credentials,
  appRegistrations,
  newRegistration,
  tenant,
  users,
  applicationAuthentication,
  applicationManifest,
  enterpriseApplications,
  logs,
  hunting,
};
