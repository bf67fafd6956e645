import { useQuery } from '@tanstack/react-query';
import { type Graph, odataText } from './graph.ts';
import { useGraph } from './graph-context.tsx';
import type { RequiredResourceAccess } from './required-access.ts';
import { type Pages, usePages } from './use-pages.ts';

export type SignInAudience =
  | 'AzureADMyOrg'
  | 'AzureADMultipleOrgs'
  | 'AzureADandPersonalMicrosoftAccount'
  | 'PersonalMicrosoftAccount';

/** A client secret, as it is read after its first showing. */
export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly hint: string | null;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

/** A certificate. */
export interface KeyCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly customKeyIdentifier: string | null;
  readonly type: string;
  readonly usage: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

/** What lists of applications show. */
export interface ApplicationSummary {
  /** The object id. */
  readonly id: string;
  /** The application (client) id. */
  readonly appId: string;
  readonly displayName: string;
  readonly createdDateTime: string;
  readonly signInAudience: SignInAudience;
}

/** An application in its home tenant, as far as pages use it (Microsoft Graph: application resource type). */
export interface Application extends ApplicationSummary {
  readonly description: string | null;
  readonly identifierUris: readonly string[];
  readonly isFallbackPublicClient: boolean | null;
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly web: {
    readonly redirectUris: readonly string[];
    readonly logoutUrl: string | null;
    readonly implicitGrantSettings: {
      readonly enableAccessTokenIssuance: boolean;
      readonly enableIdTokenIssuance: boolean;
    };
  };
  readonly spa: { readonly redirectUris: readonly string[] };
  readonly publicClient: { readonly redirectUris: readonly string[] };
}

/** A certificate that is added; Graph tells it from those that are there by its key. */
export interface NewKeyCredential {
  readonly type: 'AsymmetricX509Cert';
  readonly usage: 'Verify';
  readonly displayName?: string;
  /** The certificate, DER in base64 or PEM. */
  readonly key: string;
}

/** Properties to change; nested objects may be partial, as Graph merges them. */
export interface ApplicationPatch
  extends Partial<
    Pick<
      Application,
      'displayName' | 'description' | 'signInAudience' | 'identifierUris' | 'requiredResourceAccess'
    >
  > {
  readonly isFallbackPublicClient?: boolean;
  readonly web?: Partial<Omit<Application['web'], 'implicitGrantSettings'>> & {
    readonly implicitGrantSettings?: Partial<Application['web']['implicitGrantSettings']>;
  };
  readonly spa?: Application['spa'];
  readonly publicClient?: Application['publicClient'];
  /** All certificates: one that is not named goes. */
  readonly keyCredentials?: readonly (KeyCredential | NewKeyCredential)[];
}

const PAGE_SIZE = 50;
const SUMMARY = 'id,appId,displayName,createdDateTime,signInAudience';
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Everything read of applications; what a change of one outdates. */
export const APPLICATIONS_KEY = ['applications'] as const;
/** What was read of one application. */
export const applicationKey = (id: string) => [...APPLICATIONS_KEY, id] as const;

const pathOf = (id: string): string => `/v1.0/applications/${encodeURIComponent(id)}`;

const listPath = (search: string): string => {
  const path = `/v1.0/applications?$top=${PAGE_SIZE}&$orderby=displayName&$select=${SUMMARY}`;
  if (search === '') return path;
  const condition = GUID.test(search)
    ? `appId%20eq%20${odataText(search)}`
    : `startswith(displayName,${odataText(search)})`;
  return `${path}&$filter=${condition}`;
};

/**
 * The tenant's applications by name, a page at a time.
 *
 * @param search what the name begins with, or a client id; all when empty.
 */
export const useApplications = (search: string): Pages<ApplicationSummary> =>
  usePages<ApplicationSummary>(APPLICATIONS_KEY, listPath(search));

interface OwnedObject extends ApplicationSummary {
  readonly '@odata.type': string;
}

const matches = ({ displayName, appId }: ApplicationSummary, search: string): boolean =>
  GUID.test(search)
    ? appId === search.toLowerCase()
    : displayName.toLowerCase().startsWith(search.toLowerCase());

/** The applications that the person owns, by name; at first those that they registered. */
export const useOwnedApplications = (search: string) => {
  const graph = useGraph();
  return useQuery({
    queryKey: [...APPLICATIONS_KEY, 'owned'],
    queryFn: () => graph.list<OwnedObject>('/v1.0/me/ownedObjects'),
    select: objects =>
      objects
        .filter(object => object['@odata.type'] === '#microsoft.graph.application')
        .filter(application => matches(application, search))
        .toSorted((one, other) => one.displayName.localeCompare(other.displayName)),
  });
};

/** @param id the object id. */
export const readApplication = (graph: Graph, id: string): Promise<Application> =>
  graph.get<Application>(pathOf(id));

/** One application, by its object id. */
export const useApplicationQuery = (id: string) => {
  const graph = useGraph();
  return useQuery({ queryKey: applicationKey(id), queryFn: () => readApplication(graph, id) });
};

/**
 * Changes an application as it is now, not as the page read it: what somebody else added meanwhile stays.
 *
 * @param id the object id.
 * @param patchOf says what changes, given the present state; no property: nothing is sent.
 * @throws Problem
 */
export const changeApplication = async (
  graph: Graph,
  id: string,
  patchOf: (current: Application) => ApplicationPatch,
): Promise<void> => {
  const patch = patchOf(await readApplication(graph, id));
  if (Object.keys(patch).length > 0) await graph.patch(pathOf(id), patch);
};

/** Registers an application; the person becomes its owner. @throws Problem */
export const createApplication = (
  graph: Graph,
  registration: ApplicationPatch & { readonly displayName: string },
): Promise<Application> => graph.post<Application>('/v1.0/applications', registration);

/** @throws Problem */
export const deleteApplication = (graph: Graph, id: string): Promise<void> => graph.delete(pathOf(id));
