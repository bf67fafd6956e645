import type { HttpReply } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import { findTenant } from '@vakt/store/directory/tenants';
import type { Refusal } from '../aadsts/catalogue.ts';
import type { TenantMember } from '../accounts/account.ts';
import { parseResource, parseScopes, type RequestedAccess } from '../authority/requested-access.ts';
import { findAdministrators } from '../consent/administrators.ts';
import { type AskedPermission, type ConsentDecision, decideConsent } from '../consent/consent-decision.ts';
import { approvalNeededPage } from '../pages/approval-needed-page.ts';
import { consentPage } from '../pages/consent-page.ts';
import type { ApplicationView, PermissionView } from '../pages/view.ts';
import type { Interaction } from '../sign-in/interaction.ts';
import { accountView } from '../sign-in/known-accounts.ts';
import { formOf, type Visit } from '../sign-in/visit.ts';
import type { AuthorizeRequest } from './authorize-request.ts';

/** What a request asks of each resource, in the tenant in which it is asked. */
export const readAccesses = async (
  { scope, resource }: AuthorizeRequest,
  { tenant }: TenantMember,
  { services: { resources } }: Visit,
): Promise<Result<readonly RequestedAccess[], Refusal>> => {
  if (scope !== undefined) return parseScopes(scope, tenant, resources);
  if (resource === undefined) return ok([]);
  const access = await parseResource(resource, tenant, resources);
  return access.ok ? ok([access.value]) : access;
};

/** Whether and what to ask the person, for a request. */
export const decideForRequest = async (
  request: AuthorizeRequest,
  member: TenantMember,
  visit: Visit,
): Promise<Result<{ accesses: readonly RequestedAccess[]; decision: ConsentDecision }, Refusal>> => {
  const accesses = await readAccesses(request, member, visit);
  if (!accesses.ok) return accesses;
  const decision = await decideConsent(
    {
      client: request.client,
      member,
      accesses: accesses.value,
      isForOrganization: request.flow === 'admin-consent' || request.prompts.has('admin_consent'),
      isForced: request.prompts.has('consent'),
    },
    visit.services,
  );
  return decision.ok ? ok({ accesses: accesses.value, decision: decision.value }) : fail(decision.error);
};

export const permissionView = ({ resource, permission }: AskedPermission): PermissionView => ({
  resource: resource.displayName,
  displayName: permission.displayName,
  description: permission.description,
  value: permission.value,
  kind: permission.kind,
});

/** The application as people are told of it: with the organization that answers for it. */
export const applicationView = async (
  { client }: AuthorizeRequest,
  { tenant }: TenantMember,
  { services: { store } }: Visit,
): Promise<ApplicationView> => {
  const home = client.homeTenantId && (await findTenant(store.authority, client.homeTenantId));
  return {
    name: client.displayName,
    appId: client.appId,
    publisher: home?.displayName ?? 'Vakt',
    publisherDomain: home?.defaultDomain,
    isOwnOrganization: home?.id === tenant.id,
  };
};

const targetsOf = ({ reply }: AuthorizeRequest): readonly string[] =>
  reply.redirect ? [reply.redirect.uri] : [];

const hostOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).host || uri : uri);

/** Asks for consent. */
export const askForConsent = async (
  request: AuthorizeRequest,
  member: TenantMember,
  { permissions, mode }: Extract<ConsentDecision, { kind: 'ask' }>,
  interaction: Interaction,
  visit: Visit,
): Promise<HttpReply> =>
  consentPage(
    {
      ...formOf(visit, { ...interaction, step: 'consent' }),
      account: { ...accountView(member.account), organization: member.tenant.displayName },
      application: await applicationView(request, member, visit),
      permissions: permissions.map(permissionView),
      mode,
      formTargets: targetsOf(request),
      returnsTo: request.reply.redirect && hostOf(request.reply.redirect.uri),
    },
    visit.language,
  );

/** Says that an administrator is needed, and who that is. */
export const sayApprovalNeeded = async (
  request: AuthorizeRequest,
  member: TenantMember,
  permissions: readonly AskedPermission[],
  interaction: Interaction,
  visit: Visit,
): Promise<HttpReply> =>
  approvalNeededPage(
    {
      ...formOf(visit, { ...interaction, step: 'approval' }),
      account: { ...accountView(member.account), organization: member.tenant.displayName },
      application: await applicationView(request, member, visit),
      permissions: permissions.map(permissionView),
      administrators: await findAdministrators(visit.services.store.tenant(member.tenant.id)),
      formTargets: targetsOf(request),
    },
    visit.language,
  );
