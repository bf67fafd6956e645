import { RedirectUris } from './redirect-uris.tsx';
import { SettingsForm } from './settings-form.tsx';

/** How the application signs people in. */
export const AuthenticationPage = () => (
  <>
    <RedirectUris />
    <SettingsForm />
  </>
);
