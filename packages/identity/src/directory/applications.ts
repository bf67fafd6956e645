import { fail, ok, type Result } from '@vakt/contract/result';
import { listCertificates, replaceCertificates } from '@vakt/store/directory/application-certificates';
import {
  type Application,
  type ApplicationChanges,
  countApplications,
  deleteApplication,
  insertApplication,
  listApplications,
  listSecrets,
  updateApplication,
} from '@vakt/store/directory/applications';
import { addOwner } from '@vakt/store/directory/owners';
import { listDomains } from '@vakt/store/directory/tenants';
import { inTransaction } from '@vakt/store/transaction';
import { ADD_APPLICATION, DELETE_APPLICATION, UPDATE_APPLICATION } from '../audit/changes/applications.ts';
import { READ_APPLICATIONS, REGISTER_APPLICATIONS } from './access.ts';
import { readApplicationChanges } from './application-body.ts';
import { applicationEntity } from './application-entity.ts';
import { requireText } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { conflict, type GraphFailure } from './graph-error.ts';
import { type Entity, entityReply, NO_CONTENT, type Outcome, pageReply } from './graph-reply.ts';
import { checkIdentifierUris } from './identifier-uris.ts';
import { type CertificateChanges, readKeyCredentials } from './key-credential-body.ts';
import { type DirectorySet, readListQuery, readSelect } from './list-query.ts';
import { findNamedApplication, MANAGE_APPLICATION, namedApplication } from './named-application.ts';
import { checkRedirectUris } from './redirect-uris.ts';

const APPLICATIONS: DirectorySet = {
  entity: 'microsoft.graph.application',
  properties: {
    id: { type: 'string' },
    appId: { type: 'string' },
    displayName: { type: 'string' },
    signInAudience: { type: 'string' },
    identifierUris: { type: 'string', collection: true },
    tags: { type: 'string', collection: true },
  },
  ids: ['id', 'appId'],
};

/** Applications as they are sent, with what tells their credentials apart and the tenant's default domain. */
export const presentApplications = async (
  { db }: GraphCall,
  applications: readonly Application[],
  withKeys = false,
): Promise<readonly Entity[]> => {
  const ids = applications.map(({ id }) => id);
  const [secrets, certificates, domains] = await Promise.all([
    listSecrets(db, ids),
    listCertificates(db, ids),
    listDomains(db),
  ]);
  const credentials = { secrets, certificates, withKeys };
  const domain = domains.find(({ is_default }) => is_default)?.name ?? '';
  return applications.map(application => applicationEntity(application, credentials, domain));
};

/** Certificates are shown to who asks for them by name, as in Graph. */
const asksForKeys = ({ request }: GraphCall): boolean =>
  readSelect(request.query)?.some(name => name.toLowerCase() === 'keycredentials') ?? false;

const reply = async (call: GraphCall, application: Application, status: 200 | 201): Outcome => {
  const [entity = {}] = await presentApplications(call, [application], asksForKeys(call));
  return entityReply(call, 'applications', entity, status);
};

const listOf = <Item>(json: string | undefined, kept: readonly Item[]): readonly Item[] =>
  json === undefined ? kept : (JSON.parse(json) as Item[]);

/** What concerns several properties at once, judged as they will be together. */
const checkTogether = async (
  { db, principal }: GraphCall,
  changes: ApplicationChanges,
  application: Pick<
    Application,
    'app_id' | 'sign_in_audience' | 'web_redirect_uris' | 'spa_redirect_uris' | 'public_client_redirect_uris'
  >,
): Promise<Result<true, GraphFailure>> => {
  const redirects = checkRedirectUris(
    {
      web: listOf(changes.web_redirect_uris, application.web_redirect_uris),
      spa: listOf(changes.spa_redirect_uris, application.spa_redirect_uris),
      publicClient: listOf(changes.public_client_redirect_uris, application.public_client_redirect_uris),
    },
    changes.sign_in_audience ?? application.sign_in_audience,
  );
  if (!redirects.ok || changes.identifier_uris === undefined) return redirects;
  return checkIdentifierUris(listOf<string>(changes.identifier_uris, []), {
    appId: application.app_id,
    tenantId: principal.tenantId,
    domains: (await listDomains(db)).map(({ name }) => name),
  });
};

const URI_TAKEN: GraphFailure = conflict(
  'Another object with the same value for property identifierUris already exists.',
);

/** Puts the application's certificates in order, in the transaction that writes the application itself. */
const writeCertificates = async (
  transaction: GraphCall['db'],
  applicationId: string,
  certificates: CertificateChanges | undefined,
): Promise<void> => {
  if (!certificates) return;
  const added = certificates.added.map(certificate => ({ ...certificate, application_id: applicationId }));
  await replaceCertificates(transaction, applicationId, certificates.keptKeyIds, added);
};

const create = async (call: GraphCall): Outcome => {
  const name = requireText(call.body, 'displayName');
  if (!name.ok) return name;
  const changes = readApplicationChanges(call.body);
  if (!changes.ok) return changes;
  const certificates = readKeyCredentials(call.body, [], call.services);
  if (!certificates.ok) return certificates;
  const { clock, entropy } = call.services;
  const appId = entropy.uuid();
  const together = await checkTogether(call, changes.value, {
    app_id: appId,
    sign_in_audience: 'AzureADMyOrg',
    web_redirect_uris: [],
    spa_redirect_uris: [],
    public_client_redirect_uris: [],
  });
  if (!together.ok) return together;
  const registration = {
    sign_in_audience: 'AzureADMyOrg',
    is_fallback_public_client: false,
    description: null,
    identifier_uris: '[]',
    web_redirect_uris: '[]',
    spa_redirect_uris: '[]',
    public_client_redirect_uris: '[]',
    required_resource_access: '[]',
    tags: '[]',
    ...changes.value,
    id: entropy.uuid(),
    app_id: appId,
    display_name: name.value,
    created_at: new Date(clock.now()),
  };
  const application = await inTransaction(call.db, async transaction => {
    const inserted = await insertApplication(transaction, registration);
    if (inserted !== 'identifier-uri-taken')
      await writeCertificates(transaction, inserted.id, certificates.value);
    return inserted;
  });
  if (application === 'identifier-uri-taken') return fail(URI_TAKEN);
  await addOwner(call.db, application.id, call.principal.objectId);
  return reply(call, application, 201);
};

const list = async (call: GraphCall): Outcome => {
  const query = readListQuery(call.request, APPLICATIONS);
  if (!query.ok) return query;
  return pageReply(call, 'applications', query.value, {
    find: page => listApplications(call.db, { ...query.value, ...page }),
    count: () => countApplications(call.db, query.value.filter),
    present: items => presentApplications(call, items),
  });
};

const get = async (call: GraphCall): Outcome => {
  const found = await findNamedApplication(call);
  return found.ok ? reply(call, found.value, 200) : found;
};

const update = async (call: GraphCall): Outcome => {
  const found = await findNamedApplication(call);
  if (!found.ok) return found;
  const changes = readApplicationChanges(call.body);
  if (!changes.ok) return changes;
  const together = await checkTogether(call, changes.value, found.value);
  if (!together.ok) return together;
  const { id } = found.value;
  const certificates = readKeyCredentials(call.body, await listCertificates(call.db, [id]), call.services);
  if (!certificates.ok) return certificates;
  const updated = await inTransaction(call.db, async transaction => {
    const outcome = await updateApplication(transaction, id, changes.value);
    if (outcome === 'updated') await writeCertificates(transaction, id, certificates.value);
    return outcome;
  });
  return updated === 'identifier-uri-taken' ? fail(URI_TAKEN) : NO_CONTENT;
};

const remove = async (call: GraphCall): Outcome => {
  const found = await findNamedApplication(call);
  if (!found.ok) return found;
  await deleteApplication(call.db, found.value);
  return ok({ status: 204 });
};

/** Applications, in their home tenant. */
export const applicationOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/applications', access: READ_APPLICATIONS, handle: list },
  {
    method: 'POST',
    path: '/applications',
    access: REGISTER_APPLICATIONS,
    audit: ADD_APPLICATION,
    handle: create,
  },
  ...namedApplication.flatMap((path): GraphOperation[] => [
    { method: 'GET', path, access: READ_APPLICATIONS, handle: get },
    { method: 'PATCH', path, access: MANAGE_APPLICATION, audit: UPDATE_APPLICATION, handle: update },
    { method: 'DELETE', path, access: MANAGE_APPLICATION, audit: DELETE_APPLICATION, handle: remove },
  ]),
];
