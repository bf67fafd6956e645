import { en as components } from '../components/texts/en.ts';
import { en as applicationOverview } from '../pages/app-registration/overview/texts/en.ts';
import { en as appRegistration } from '../pages/app-registration/texts/en.ts';
import { en as appRegistrations } from '../pages/app-registrations/texts/en.ts';
import { en as createTenant } from '../pages/create-tenant/texts/en.ts';
import { en as home } from '../pages/home/texts/en.ts';
import { en as newRegistration } from '../pages/new-registration/texts/en.ts';
import { en as welcome } from '../pages/welcome/texts/en.ts';
import { en as shell } from '../shell/texts/en.ts';

/** The portal in English. */
export const en = {
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
