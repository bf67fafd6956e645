import { da as components } from '../components/texts/da.ts';
import { da as applicationOverview } from '../pages/app-registration/overview/texts/da.ts';
import { da as appRegistration } from '../pages/app-registration/texts/da.ts';
import { da as appRegistrations } from '../pages/app-registrations/texts/da.ts';
import { da as createTenant } from '../pages/create-tenant/texts/da.ts';
import { da as home } from '../pages/home/texts/da.ts';
import { da as newRegistration } from '../pages/new-registration/texts/da.ts';
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
  appRegistration,
  applicationOverview,
  appRegistrations,
  newRegistration,
};
