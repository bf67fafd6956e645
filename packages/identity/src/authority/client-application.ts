import { type AppId, isGuid, type TenantId } from '@vakt/contract/ids';
import {
  AZURE_CLI_APP_ID,
  VAKT_CLI_APP_ID,
  VAKT_PORTAL_APP_ID,
  VAKT_PORTAL_REDIRECT_PATH,
} from '@vakt/contract/resources';
import { findRegisteredApplication, MULTI_TENANT_AUDIENCES } from '@vakt/store/directory/authority-lookups';
import type { Store } from '@vakt/store/store';
import type { RequiredResourceAccess } from '@vakt/store/tables/directory';

/** The kind of client that a redirect URI is registered for; it decides proof, PKCE and lifetimes. */
export type ClientPlatform = 'web' | 'spa' | 'native';

/** An application that signs users in. */
export interface ClientApplication {
  readonly appId: AppId;
  readonly displayName: string;
  /** Absent for the service's own clients, which belong to no tenant and need no consent. */
  readonly homeTenantId?: TenantId;
  readonly isMultiTenant: boolean;
  /** Whether it may sign users in where there is no redirect URI: password and device code. */
  readonly allowsPublicFlows: boolean;
  /** Absolute URIs; one of the service's own clients may have a path, which stands for it on the origin that was asked. */
  readonly redirectUris: Readonly<Record<ClientPlatform, readonly string[]>>;
  readonly issuesIdTokens: boolean;
  readonly issuesAccessTokens: boolean;
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
}

const NATIVE_CLIENT_PATH = '/common/oauth2/nativeclient';

/** What is the same for every public client that each tenant knows (reference: identity, section 7.1). */
const serviceClient = (
  appId: AppId,
  displayName: string,
): Omit<ClientApplication, 'allowsPublicFlows' | 'redirectUris'> => ({
  appId,
  displayName,
  isMultiTenant: true,
  issuesIdTokens: false,
  issuesAccessTokens: false,
  requiredResourceAccess: [],
});

const commandLineClient = (appId: AppId, displayName: string): ClientApplication => ({
  ...serviceClient(appId, displayName),
  allowsPublicFlows: true,
  redirectUris: {
    web: [],
    spa: [],
    native: [
      'http://localhost',
      `https://login.microsoftonline.com${NATIVE_CLIENT_PATH}`,
      'urn:ietf:wg:oauth:2.0:oob',
    ],
  },
});

/** The portal, on whichever of this installation's origins it was opened; it signs in by code and PKCE alone. */
const portalClient: ClientApplication = {
  ...serviceClient(VAKT_PORTAL_APP_ID, 'Vakt portal'),
  allowsPublicFlows: false,
  redirectUris: { web: [], spa: [VAKT_PORTAL_REDIRECT_PATH], native: [] },
};

const SERVICE_CLIENTS: ReadonlyMap<string, ClientApplication> = new Map(
  [
    commandLineClient(VAKT_CLI_APP_ID, 'Vakt command line'),
    commandLineClient(AZURE_CLI_APP_ID, 'Microsoft Azure CLI'),
    portalClient,
  ].map(client => [client.appId, client]),
);

/** Whether a client is one of the service's own. */
export const isServiceClient = ({ homeTenantId }: ClientApplication): boolean => homeTenantId === undefined;

/** One of the service's own clients, by its id. */
export const findServiceClient = (clientId: string): ClientApplication | undefined =>
  SERVICE_CLIENTS.get(clientId.toLowerCase());

/** Finds the application with a client id, whichever tenant it is registered in. */
export const findClientApplication = async (
  store: Store,
  clientId: string,
): Promise<ClientApplication | undefined> => {
  const own = findServiceClient(clientId);
  if (own || !isGuid(clientId)) return own;
  const application = await findRegisteredApplication(store.authority, clientId.toLowerCase());
  return (
    application && {
      appId: application.app_id as AppId,
      displayName: application.display_name,
      homeTenantId: application.tenant_id as TenantId,
      isMultiTenant: MULTI_TENANT_AUDIENCES.some(audience => audience === application.sign_in_audience),
      allowsPublicFlows: application.is_fallback_public_client,
      redirectUris: {
        web: application.web_redirect_uris,
        spa: application.spa_redirect_uris,
        native: application.public_client_redirect_uris,
      },
      issuesIdTokens: application.issues_id_tokens,
      issuesAccessTokens: application.issues_access_tokens,
      requiredResourceAccess: application.required_resource_access,
    }
  );
};
