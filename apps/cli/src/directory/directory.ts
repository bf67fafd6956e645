import type { CommandContext } from '../context.ts';
import { GraphCalls, quoted, segment } from './graph-calls.ts';
import type { Application, AppRoleAssignment, PermissionGrant, ServicePrincipal } from './objects.ts';

/** Applications and consent in a tenant's directory, by the calls that Microsoft Graph has (reference: identity, section 5.4). */
export class Directory {
  readonly #graph: GraphCalls;

  constructor(graph: GraphCalls) {
    this.#graph = graph;
  }

  static async open(context: CommandContext): Promise<Directory> {
    return new Directory(await GraphCalls.open(context));
  }

  applications(filter?: string): Promise<Application[]> {
    return this.#graph.list('/v1.0/applications', filter);
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
    return (await this.#graph.send('POST', '/v1.0/applications', body)) as Application;
  }

  async changeApplication(objectId: string, change: object): Promise<void> {
    await this.#graph.send('PATCH', `/v1.0/applications/${segment(objectId)}`, change);
  }

  async deleteApplication(objectId: string): Promise<void> {
    await this.#graph.send('DELETE', `/v1.0/applications/${segment(objectId)}`);
  }

  servicePrincipals(filter?: string): Promise<ServicePrincipal[]> {
    return this.#graph.list('/v1.0/servicePrincipals', filter);
  }

  /** The service principal of an application in this tenant. */
  async servicePrincipal(appId: string): Promise<ServicePrincipal | undefined> {
    const [found] = await this.servicePrincipals(`appId eq ${quoted(appId)}`);
    return found;
  }

  async createServicePrincipal(appId: string): Promise<ServicePrincipal> {
    return (await this.#graph.send('POST', '/v1.0/servicePrincipals', { appId })) as ServicePrincipal;
  }

  async changeServicePrincipal(id: string, change: object): Promise<void> {
    await this.#graph.send('PATCH', `/v1.0/servicePrincipals/${segment(id)}`, change);
  }

  /** The application permissions that a service principal holds. */
  roleAssignments(principalId: string): Promise<AppRoleAssignment[]> {
    return this.#graph.list(`/v1.0/servicePrincipals/${segment(principalId)}/appRoleAssignments`);
  }

  /** Who holds application permissions of a resource. */
  rolesAssignedTo(resourceId: string): Promise<AppRoleAssignment[]> {
    return this.#graph.list(`/v1.0/servicePrincipals/${segment(resourceId)}/appRoleAssignedTo`);
  }

  /** Ids of the application permissions of one resource that a service principal holds. */
  async assignedRoles(principalId: string, resourceId: string): Promise<Set<string>> {
    const assignments = await this.roleAssignments(principalId);
    return new Set(assignments.filter(one => one.resourceId === resourceId).map(one => one.appRoleId));
  }

  async assignRole(principalId: string, resourceId: string, appRoleId: string): Promise<void> {
    const path = `/v1.0/servicePrincipals/${segment(principalId)}/appRoleAssignments`;
    await this.#graph.send('POST', path, { principalId, resourceId, appRoleId });
  }

  async removeRole({ principalId, id }: AppRoleAssignment): Promise<void> {
    const path = `/v1.0/servicePrincipals/${segment(principalId)}/appRoleAssignments/${segment(id)}`;
    await this.#graph.send('DELETE', path);
  }

  /** The consents to delegated permissions, of one client (by its service principal) or of all. */
  permissionGrants(clientId?: string): Promise<PermissionGrant[]> {
    const filter = clientId === undefined ? undefined : `clientId eq ${quoted(clientId)}`;
    return this.#graph.list('/v1.0/oauth2PermissionGrants', filter);
  }

  /** The tenant-wide grant of one resource's delegated permissions. */
  async permissionGrant(clientId: string, resourceId: string): Promise<PermissionGrant | undefined> {
    const grants = await this.permissionGrants(clientId);
    return grants.find(grant => grant.resourceId === resourceId && grant.consentType === 'AllPrincipals');
  }

  async grantScopes(clientId: string, resourceId: string, scope: string): Promise<void> {
    const body = { clientId, consentType: 'AllPrincipals', resourceId, scope };
    await this.#graph.send('POST', '/v1.0/oauth2PermissionGrants', body);
  }

  async changeGrant(grantId: string, scope: string): Promise<void> {
    await this.#graph.send('PATCH', `/v1.0/oauth2PermissionGrants/${segment(grantId)}`, { scope });
  }

  async deleteGrant(grantId: string): Promise<void> {
    await this.#graph.send('DELETE', `/v1.0/oauth2PermissionGrants/${segment(grantId)}`);
  }
}
