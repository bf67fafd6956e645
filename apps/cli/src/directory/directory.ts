import { readPaged, toArray } from '@vakt/client/paging';
import type { RestClient } from '@vakt/client/rest-client';
import type { Application, PermissionGrant, Secret, ServicePrincipal } from './objects.ts';

const PAGE_LIMIT = 999;
/** More objects than a tenant's directory is searched for at once. */
const MOST = 10_000;

/** A text inside an OData filter. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A tenant's directory, by the calls that Microsoft Graph has (reference: identity, section 5.4). */
export class Directory {
  readonly #graph: RestClient;
  readonly #signal: AbortSignal;

  constructor(graph: RestClient, signal: AbortSignal) {
    this.#graph = graph;
    this.#signal = signal;
  }

  applications(filter?: string): Promise<Application[]> {
    return this.#list('/v1.0/applications', filter);
  }

  /** The application with a client id, in its home tenant. */
  async application(appId: string): Promise<Application | undefined> {
    const [found] = await this.applications(`appId eq ${quoted(appId)}`);
    return found;
  }

  applicationsNamed(displayName: string): Promise<Application[]> {
    return this.applications(`displayName eq ${quoted(displayName)}`);
  }

  async createApplication(body: object): Promise<Application> {
    return (await this.#send('POST', '/v1.0/applications', body)) as Application;
  }

  async changeApplication(objectId: string, change: object): Promise<void> {
    await this.#send('PATCH', `/v1.0/applications/${encodeURIComponent(objectId)}`, change);
  }

  async addPassword(objectId: string, displayName: string): Promise<Secret> {
    const path = `/v1.0/applications/${encodeURIComponent(objectId)}/addPassword`;
    return (await this.#send('POST', path, { passwordCredential: { displayName } })) as Secret;
  }

  /** The service principal of an application in this tenant. */
  async servicePrincipal(appId: string): Promise<ServicePrincipal | undefined> {
    const [found] = await this.#list<ServicePrincipal>(
      '/v1.0/servicePrincipals',
      `appId eq ${quoted(appId)}`,
    );
    return found;
  }

  async createServicePrincipal(appId: string): Promise<ServicePrincipal> {
    return (await this.#send('POST', '/v1.0/servicePrincipals', { appId })) as ServicePrincipal;
  }

  /** Ids of the application permissions of one resource that a service principal holds. */
  async assignedRoles(principalId: string, resourceId: string): Promise<Set<string>> {
    const path = `/v1.0/servicePrincipals/${encodeURIComponent(principalId)}/appRoleAssignments`;
    const assignments = await this.#list<{ resourceId: string; appRoleId: string }>(path);
    return new Set(assignments.filter(one => one.resourceId === resourceId).map(one => one.appRoleId));
  }

  async assignRole(principalId: string, resourceId: string, appRoleId: string): Promise<void> {
    const path = `/v1.0/servicePrincipals/${encodeURIComponent(principalId)}/appRoleAssignments`;
    await this.#send('POST', path, { principalId, resourceId, appRoleId });
  }

  /** The tenant-wide grant of one resource's delegated permissions. */
  async permissionGrant(clientId: string, resourceId: string): Promise<PermissionGrant | undefined> {
    const filter = `clientId eq ${quoted(clientId)}`;
    const grants = await this.#list<PermissionGrant>('/v1.0/oauth2PermissionGrants', filter);
    return grants.find(grant => grant.resourceId === resourceId && grant.consentType === 'AllPrincipals');
  }

  async grantScopes(clientId: string, resourceId: string, scope: string): Promise<void> {
    const body = { clientId, consentType: 'AllPrincipals', resourceId, scope };
    await this.#send('POST', '/v1.0/oauth2PermissionGrants', body);
  }

  async changeGrant(grantId: string, scope: string): Promise<void> {
    await this.#send('PATCH', `/v1.0/oauth2PermissionGrants/${encodeURIComponent(grantId)}`, { scope });
  }

  #list<Item>(path: string, filter?: string): Promise<Item[]> {
    const items = readPaged<Item>(
      { top: undefined, skip: undefined, pageLimit: PAGE_LIMIT },
      ({ link, skip }) =>
        this.#graph.send(
          link === undefined
            ? { method: 'GET', path, query: { $filter: filter, $skip: skip } }
            : { method: 'GET', path: link },
          { abortSignal: this.#signal },
        ),
    );
    return toArray(items, MOST);
  }

  #send(method: 'POST' | 'PATCH', path: string, body: object): Promise<unknown> {
    return this.#graph.send({ method, path, body }, { abortSignal: this.#signal });
  }
}
