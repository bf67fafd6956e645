import type { Application, ApplicationPatch } from '../../../data/applications.ts';

/** How an application signs people in, besides its redirect URIs. */
export interface AuthenticationSettings {
  /** Empty: there is none. */
  readonly logoutUrl: string;
  readonly issuesAccessTokens: boolean;
  readonly issuesIdTokens: boolean;
  readonly allowsPublicClientFlows: boolean;
}

export const settingsOf = ({ web, isFallbackPublicClient }: Application): AuthenticationSettings => ({
  logoutUrl: web.logoutUrl ?? '',
  issuesAccessTokens: web.implicitGrantSettings.enableAccessTokenIssuance,
  issuesIdTokens: web.implicitGrantSettings.enableIdTokenIssuance,
  allowsPublicClientFlows: isFallbackPublicClient ?? false,
});

/** Whether a text can be a logout URL, as the directory will judge; empty takes it away. */
export const isLogoutUrl = (text: string): boolean => {
  if (text.trim() === '') return true;
  const url = URL.parse(text.trim());
  if (!url || url.username !== '' || url.password !== '') return false;
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
};

/** What is sent for the settings that a person changed; what they left alone stays as it is. */
export const settingsPatch = ({
  logoutUrl,
  issuesAccessTokens,
  issuesIdTokens,
  allowsPublicClientFlows,
}: Partial<AuthenticationSettings>): ApplicationPatch => {
  const implicitGrantSettings = {
    ...(issuesAccessTokens !== undefined && { enableAccessTokenIssuance: issuesAccessTokens }),
    ...(issuesIdTokens !== undefined && { enableIdTokenIssuance: issuesIdTokens }),
  };
  const web = {
    ...(logoutUrl !== undefined && { logoutUrl: logoutUrl.trim() || null }),
    ...(Object.keys(implicitGrantSettings).length > 0 && { implicitGrantSettings }),
  };
  return {
    ...(Object.keys(web).length > 0 && { web }),
    ...(allowsPublicClientFlows !== undefined && { isFallbackPublicClient: allowsPublicClientFlows }),
  };
};
