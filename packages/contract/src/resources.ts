import type { AppId } from './ids.ts';

/** The resource applications for which tokens are issued, by the short name used throughout Vakt. */
export type ResourceName =
  | 'WindowsDefenderATP'
  | 'MicrosoftThreatProtection'
  | 'MicrosoftGraph'
  | 'AzureResourceManager'
  | 'Vakt';

/** A resource application: its well-known client id, its names for people, and every string that denotes it. */
export interface ResourceApplication {
  readonly name: ResourceName;
  readonly appId: AppId;
  readonly displayName: string;
  /** Identifier URIs without a trailing slash; each is accepted with one, too. */
  readonly identifierUris: readonly string[];
}

/** Source: reference `identity`, section 3.4, and `wire-quirks`, section 2. `Vakt` is this product's own API. */
export const resourceApplications: Readonly<Record<ResourceName, ResourceApplication>> = {
  WindowsDefenderATP: {
    name: 'WindowsDefenderATP',
    appId: 'fc780465-2017-40d4-a0c5-307022471b92' as AppId,
    displayName: 'WindowsDefenderATP',
    identifierUris: [
      'https://api.securitycenter.microsoft.com',
      'https://api.securitycenter.windows.com',
      'https://securitycenter.onmicrosoft.com/windowsatpservice',
      'https://wdatp.onmicrosoft.com/WindowsATPService',
      'https://api-gcc.securitycenter.microsoft.us',
      'https://api-gov.securitycenter.microsoft.us',
    ],
  },
  MicrosoftThreatProtection: {
    name: 'MicrosoftThreatProtection',
    appId: '8ee8fdad-f234-4243-8f3b-15c294843740' as AppId,
    displayName: 'Microsoft Threat Protection',
    identifierUris: [
      'https://api.security.microsoft.com',
      'https://securitycenter.microsoft.com/mtp',
      'https://api-gcc.security.microsoft.us',
      'https://api-gov.security.microsoft.us',
    ],
  },
  MicrosoftGraph: {
    name: 'MicrosoftGraph',
    appId: '00000003-0000-0000-c000-000000000000' as AppId,
    displayName: 'Microsoft Graph',
    identifierUris: ['https://graph.microsoft.com', 'https://graph.microsoft.us'],
  },
  AzureResourceManager: {
    name: 'AzureResourceManager',
    appId: '797f4846-ba00-4fd7-ba43-dac1f8f63013' as AppId,
    displayName: 'Windows Azure Service Management API',
    identifierUris: ['https://management.azure.com', 'https://management.core.windows.net'],
  },
  Vakt: {
    name: 'Vakt',
    appId: '5a6b0e2d-76a1-4c53-9b1e-0f4e7a9d1c01' as AppId,
    displayName: 'Vakt',
    identifierUris: ['api://vakt'],
  },
};

/** The public client application of the `vakt` command: known to every tenant, holds no secret. */
export const VAKT_CLI_APP_ID = '5a6b0e2d-76a1-4c53-9b1e-0f4e7a9d1c02' as AppId;

/** The single-page application of the portal: known to every tenant, holds no secret. */
export const VAKT_PORTAL_APP_ID = '8c2f1d64-3b0a-4e57-a9d6-51e07c3b9f28' as AppId;

/** The path of the portal's redirect URI, below whichever origin it was loaded from. */
export const VAKT_PORTAL_REDIRECT_PATH = '/portal/signed-in';

/** The Azure CLI's own public client (reference: identity, section 7.1). */
export const AZURE_CLI_APP_ID = '04b07795-8ddb-461a-bbee-02f9e1bf7b46' as AppId;
