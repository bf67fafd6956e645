import { type RedirectUriFault, redirectUriFault } from '@vakt/contract/redirect-uri';
import type { ApplicationPatch, SignInAudience } from '../../data/applications.ts';
import type { RedirectUri } from '../../data/redirect-uris.ts';
import { type NameFault, nameFault } from '../app-registration/application-name.ts';

/** What the form holds. */
export interface Registration {
  readonly displayName: string;
  readonly signInAudience: SignInAudience;
  readonly redirectUri: RedirectUri;
}

export const EMPTY_REGISTRATION: Registration = {
  displayName: '',
  signInAudience: 'AzureADMyOrg',
  redirectUri: { platform: 'web', uri: '' },
};

/** What is wrong, field by field; a redirect URI may be left out. */
export interface RegistrationFaults {
  readonly displayName: NameFault | undefined;
  readonly redirectUri: RedirectUriFault | undefined;
}

export const registrationFaults = ({ displayName, redirectUri }: Registration): RegistrationFaults => {
  const uri = redirectUri.uri.trim();
  return {
    displayName: nameFault(displayName),
    redirectUri: uri === '' ? undefined : redirectUriFault(uri, redirectUri.platform),
  };
};

/** What is sent to register the application. */
export const registrationBody = ({
  displayName,
  signInAudience,
  redirectUri,
}: Registration): ApplicationPatch & { readonly displayName: string } => {
  const uri = redirectUri.uri.trim();
  return {
    displayName: displayName.trim(),
    signInAudience,
    ...(uri !== '' && { [redirectUri.platform]: { redirectUris: [uri] } }),
  };
};
