import type { HttpReply } from '@vakt/contract/http';
import { findTenant } from '@vakt/store/directory/tenants';
import type { TenantMember } from '../accounts/account.ts';
import type { ClientApplication } from '../authority/client-application.ts';
import { findAdministrators } from '../consent/administrators.ts';
import type { AskedPermission, ConsentDecision } from '../consent/consent-decision.ts';
import { shownConsent } from '../consent/shown-consent.ts';
import { approvalNeededPage } from '../pages/approval-needed-page.ts';
import { consentPage } from '../pages/consent-page.ts';
import type { AccountView, ApplicationView, PermissionView } from '../pages/view.ts';
import type { Interaction } from './interaction.ts';
import { accountView } from './known-accounts.ts';
import { formOf, type Visit } from './visit.ts';

/** Which application asks which person, and where it goes from there. */
export interface ConsentSetting {
  readonly client: ClientApplication;
  readonly member: TenantMember;
  readonly interaction: Interaction;
  /** Where the answer leads to; not given when it stays with Vakt. */
  readonly redirectUri?: string | undefined;
}

export const permissionView = ({ resource, permission }: AskedPermission): PermissionView => ({
  resource: resource.displayName,
  displayName: permission.displayName,
  description: permission.description,
  value: permission.value,
  kind: permission.kind,
});

/** The application as people are told of it: with the organization that answers for it. */
export const applicationView = async (
  { client, member: { tenant } }: Pick<ConsentSetting, 'client' | 'member'>,
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

/** The person, in the organization that is asked. */
const memberView = ({ account, tenant }: TenantMember): AccountView => ({
  ...accountView(account),
  organization: tenant.displayName,
});

const hostOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).host || uri : uri);

/** Asks for consent. */
export const askForConsent = async (
  setting: ConsentSetting,
  decision: Extract<ConsentDecision, { kind: 'ask' }>,
  visit: Visit,
): Promise<HttpReply> => {
  const { member, interaction, redirectUri } = setting;
  const { permissions, mode } = decision;
  return consentPage(
    {
      ...formOf(visit, { ...interaction, step: 'consent', shown: shownConsent(decision) }),
      account: memberView(member),
      application: await applicationView(setting, visit),
      permissions: permissions.map(permissionView),
      mode,
      formTargets: redirectUri === undefined ? [] : [redirectUri],
      returnsTo: redirectUri === undefined ? undefined : hostOf(redirectUri),
    },
    visit.language,
  );
};

/** Says that an administrator is needed, and who that is. */
export const sayApprovalNeeded = async (
  setting: ConsentSetting,
  permissions: readonly AskedPermission[],
  visit: Visit,
): Promise<HttpReply> => {
  const { member, interaction, redirectUri } = setting;
  return approvalNeededPage(
    {
      ...formOf(visit, { ...interaction, step: 'approval' }),
      account: memberView(member),
      application: await applicationView(setting, visit),
      permissions: permissions.map(permissionView),
      administrators: await findAdministrators(visit.services.store.tenant(member.tenant.id)),
      formTargets: redirectUri === undefined ? [] : [redirectUri],
    },
    visit.language,
  );
};
