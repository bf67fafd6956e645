import { da as components } from '../components/texts/da.ts';
import { da as apiPermissions } from '../pages/app-registration/api-permissions/texts/da.ts';
import { da as applicationAuthentication } from '../pages/app-registration/authentication/texts/da.ts';
import { da as credentials } from '../pages/app-registration/credentials/texts/da.ts';
import { da as customers } from '../pages/app-registration/customers/texts/da.ts';
import { da as getAToken } from '../pages/app-registration/get-a-token/texts/da.ts';
import { da as applicationManifest } from '../pages/app-registration/manifest/texts/da.ts';
import { da as applicationOverview } from '../pages/app-registration/overview/texts/da.ts';
import { da as appRegistration } from '../pages/app-registration/texts/da.ts';
import { da as appRegistrations } from '../pages/app-registrations/texts/da.ts';
import { da as createTenant } from '../pages/create-tenant/texts/da.ts';
import { da as enterpriseApplications } from '../pages/enterprise-applications/texts/da.ts';
import { da as home } from '../pages/home/texts/da.ts';
import { da as hunting } from '../pages/hunting/texts/da.ts';
import { da as newRegistration } from '../pages/new-registration/texts/da.ts';
import { da as partner } from '../pages/partner/texts/da.ts';
import { da as logs } from '../pages/sign-in-logs/texts/da.ts';
import { da as tenant } from '../pages/tenant/texts/da.ts';
import { da as tokenInspector } from '../pages/token-inspector/texts/da.ts';
import { da as users } from '../pages/users/texts/da.ts';
import { da as welcome } from '../pages/welcome/texts/da.ts';
import { da as shell } from '../shell/texts/da.ts';
import type { Texts } from './texts.ts';

/** The portal in Danish. */
export const da: Texts = {
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
