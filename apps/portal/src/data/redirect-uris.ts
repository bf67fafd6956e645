import { PLATFORMS, type Platform } from '@vakt/contract/redirect-uri';

/** A redirect URI and the kind of client that it is for. */
export interface RedirectUri {
  readonly platform: Platform;
  readonly uri: string;
}

/** What of an application says where people are sent back to. */
export type WithRedirectUris = Readonly<Record<Platform, { readonly redirectUris: readonly string[] }>>;

/** The redirect URIs of an application, platform after platform. */
export const redirectUrisOf = (application: WithRedirectUris): readonly RedirectUri[] =>
  PLATFORMS.flatMap(platform => application[platform].redirectUris.map(uri => ({ platform, uri })));
