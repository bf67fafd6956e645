import { ClientSecretCredential } from '@vakt/client/credentials/grant-credential';
import type { TokenCredential } from '@vakt/client/credentials/token-credential';
import { systemClock } from '@vakt/contract/clock';
import { resourceApplications } from '@vakt/contract/resources';
import { concurrently } from '../../concurrently.ts';
import type { CommandContext } from '../../context.ts';
import { PermissionCatalogue } from '../../directory/catalogue.ts';
import { consentLinks } from '../../directory/consent-links.ts';
import { Directory } from '../../directory/directory.ts';
import type { Application, Customer } from '../../directory/objects.ts';
import { PartnerCustomers } from '../../directory/partner-customers.ts';
import { printable } from '../../output/printable.ts';
import { readSecret } from '../../secret.ts';
import { showAll } from '../listing.ts';
import { findPartnerApp, type PartnerApp } from './application.ts';
import { type CheckedConsent, checkConsent, type WantedRoles } from './consent-check.ts';

export interface CustomerList extends PartnerApp {
  readonly secretFile?: string;
}

/** A customer with what was found out just now. */
interface CheckedCustomer extends Customer, CheckedConsent {
  /** What the customer's administrator opens to mend it. */
  readonly link?: string;
  readonly checkedDateTime: string;
}

/** Customers that are asked about at once. */
const MOST_AT_ONCE = 6;

/** What a token for a resource is asked for with: its address where it is known, else its client id. */
const scopeOf = (resourceAppId: string): string => {
  const known = Object.values(resourceApplications).find(({ appId }) => appId === resourceAppId);
  return `${known?.identifierUris[0] ?? resourceAppId}/.default`;
};

const wantedOf = (application: Application, catalogue: PermissionCatalogue): WantedRoles[] => {
  const wanted = (application.requiredResourceAccess ?? []).map(({ resourceAppId, resourceAccess }) => ({
    resource: catalogue.resource(resourceAppId)?.displayName ?? resourceAppId,
    scope: scopeOf(resourceAppId),
    roles: resourceAccess
      .filter(({ type }) => type === 'Role')
      .map(({ id }) => catalogue.nameOf(resourceAppId, id)),
  }));
  // Whoever asks for nothing has a presence or none all the same, which any resource shows.
  const { displayName, appId } = resourceApplications.WindowsDefenderATP;
  return wanted.length > 0 ? wanted : [{ resource: displayName, scope: scopeOf(appId), roles: [] }];
};

/** The secret that goes with the application; one in the environment may be another application's. */
const credentialOf = async (
  { appId }: Application,
  secretFile: string | undefined,
  context: CommandContext,
): Promise<TokenCredential> => {
  const { settings, transport, cloud } = await context.connect();
  const atHand = settings.app?.value;
  const environmentApp = context.environment['VAKT_CLIENT_ID'];
  const isOwn = environmentApp === undefined || environmentApp.toLowerCase() === appId;
  const environment = { ...context.environment, ...(!isOwn && { VAKT_CLIENT_SECRET: undefined }) };
  const secret = await readSecret(
    { ...context, environment },
    {
      ...(secretFile !== undefined && { file: secretFile }),
      variable: 'VAKT_CLIENT_SECRET',
      atHand: atHand?.clientId.toLowerCase() === appId ? atHand.clientSecret : undefined,
      question: `Secret of application ${appId}`,
    },
  );
  const home = settings.tenantId ?? atHand?.tenantId ?? 'organizations';
  return new ClientSecretCredential(home, appId, secret, { ...transport, authorityHost: cloud.authority });
};

/** What the customer's own consent mends: neither an application that was switched off there, nor a missing answer. */
const isMendable = ({ standing, missing }: CheckedConsent): boolean =>
  standing === 'not consented' || (standing === 'drifted' && missing.length > 0);

/** Asks about every customer. */
const check = async (
  customers: readonly Customer[],
  credential: TokenCredential,
  wanted: readonly WantedRoles[],
  link: string,
): Promise<CheckedCustomer[]> =>
  concurrently(customers, MOST_AT_ONCE, async customer => {
    const consent = await checkConsent(credential, customer, wanted);
    return {
      ...customer,
      ...consent,
      ...(isMendable(consent) && { link }),
      checkedDateTime: new Date(systemClock.now()).toISOString(),
    };
  });

const adviseConsent = (customers: readonly CheckedCustomer[], link: string): string | undefined => {
  const names = customers
    .filter(isMendable)
    .map(({ displayName, tenantId }) => printable(displayName ?? tenantId));
  return names.length === 0
    ? undefined
    : `An administrator of each has to consent (again): ${names.join(', ')}. The link: ${link}`;
};

/** Lists a partner's customers with what each consented to, found out by trying a token for each. */
export const listCustomers = async (input: CustomerList, context: CommandContext): Promise<void> => {
  const directory = await Directory.open(context);
  const application = await findPartnerApp(input, directory, context);
  const customers = await (await PartnerCustomers.open(context)).list(application.appId);
  const wanted = wantedOf(application, await PermissionCatalogue.read(directory));
  const { link } = consentLinks((await context.connect()).cloud.authority, application.appId);
  // Who has no customers yet needs no secret.
  const checked =
    customers.length === 0
      ? []
      : await check(customers, await credentialOf(application, input.secretFile, context), wanted, link);
  showAll(context, checked, [
    { title: 'TENANT', value: customer => customer.tenantId },
    { title: 'NAME', value: customer => customer.displayName, shrinks: true },
    { title: 'CONSENT', value: customer => customer.standing },
    { title: 'MISSING', value: customer => customer.missing, shrinks: true },
    { title: 'NOT ASKED FOR', value: customer => customer.extra, shrinks: true },
    { title: 'CHECKED', value: customer => customer.checkedDateTime, isTime: true },
  ]);
  const advice = adviseConsent(checked, link);
  if (advice) context.terminal.note(advice);
};
