import { en as components } from '../components/texts/en.ts';
import { en as apiPermissions } from '../pages/app-registration/api-permissions/texts/en.ts';
import { en as applicationAuthentication } from '../pages/app-registration/authentication/texts/en.ts';
import { en as credentials } from '../pages/app-registration/credentials/texts/en.ts';
import { en as customers } from '../pages/app-registration/customers/texts/en.ts';
import { en as getAToken } from '../pages/app-registration/get-a-token/texts/en.ts';
import { en as applicationManifest } from '../pages/app-registration/manifest/texts/en.ts';
import { en as applicationOverview } from '../pages/app-registration/overview/texts/en.ts';
import { en as appRegistration } from '../pages/app-registration/texts/en.ts';
import { en as appRegistrations } from '../pages/app-registrations/texts/en.ts';
import { en as createTenant } from '../pages/create-tenant/texts/en.ts';
import { en as enterpriseApplications } from '../pages/enterprise-applications/texts/en.ts';
import { en as home } from '../pages/home/texts/en.ts';
import { en as hunting } from '../pages/hunting/texts/en.ts';
import { en as newRegistration } from '../pages/new-registration/texts/en.ts';
import { en as partner } from '../pages/partner/texts/en.ts';
import { en as logs } from '../pages/sign-in-logs/texts/en.ts';
import { en as tenant } from '../pages/tenant/texts/en.ts';
import { en as tokenInspector } from '../pages/token-inspector/texts/en.ts';
import { en as users } from '../pages/users/texts/en.ts';
import { en as welcome } from '../pages/welcome/texts/en.ts';
import { en as shell } from '../shell/texts/en.ts';

/** The portal in English. */
export const en = {
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
