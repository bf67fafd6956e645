import { de as components } from '../components/texts/de.ts';
import { de as apiPermissions } from '../pages/app-registration/api-permissions/texts/de.ts';
import { de as applicationAuthentication } from '../pages/app-registration/authentication/texts/de.ts';
import { de as credentials } from '../pages/app-registration/credentials/texts/de.ts';
import { de as customers } from '../pages/app-registration/customers/texts/de.ts';
import { de as getAToken } from '../pages/app-registration/get-a-token/texts/de.ts';
import { de as applicationManifest } from '../pages/app-registration/manifest/texts/de.ts';
import { de as applicationOverview } from '../pages/app-registration/overview/texts/de.ts';
import { de as appRegistration } from '../pages/app-registration/texts/de.ts';
import { de as appRegistrations } from '../pages/app-registrations/texts/de.ts';
import { de as createTenant } from '../pages/create-tenant/texts/de.ts';
import { de as enterpriseApplications } from '../pages/enterprise-applications/texts/de.ts';
import { de as home } from '../pages/home/texts/de.ts';
import { de as hunting } from '../pages/hunting/texts/de.ts';
import { de as newRegistration } from '../pages/new-registration/texts/de.ts';
import { de as partner } from '../pages/partner/texts/de.ts';
import { de as logs } from '../pages/sign-in-logs/texts/de.ts';
import { de as tenant } from '../pages/tenant/texts/de.ts';
import { de as tokenInspector } from '../pages/token-inspector/texts/de.ts';
import { de as users } from '../pages/users/texts/de.ts';
import { de as welcome } from '../pages/welcome/texts/de.ts';
import { de as shell } from '../shell/texts/de.ts';
import type { Texts } from './texts.ts';

/** The portal in German. */
export const de: Texts = {
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
