import { isDomainName, isServiceDomain } from '@vakt/contract/domain-name';
import { fail, type Result } from '@vakt/contract/result';
import { deleteDomain, insertDomain, listDomains } from '@vakt/store/directory/tenants';
import { ADD_DOMAIN, REMOVE_DOMAIN, VERIFY_DOMAIN } from '../audit/changes/domains.ts';
import type { Access } from './access.ts';
import { requireText, wrong } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, conflict, type GraphFailure, notFound } from './graph-error.ts';
import { type Entity, entityReply, listReply, NO_CONTENT, type Outcome } from './graph-reply.ts';

const WRITING = ['Domain.ReadWrite.All', 'Directory.ReadWrite.All'];
const READING = [
  ...WRITING,
  'Domain.Read.All',
  'Directory.Read.All',
  'Organization.Read.All',
  'Application.Read.All',
  'Application.ReadWrite.All',
];

const READ: Access = { application: READING, delegated: ['User.Read', ...READING], guests: true };
const WRITE: Access = { application: WRITING, delegated: WRITING, roles: ['globalAdministrator'] };

type Domain = Awaited<ReturnType<typeof listDomains>>[number];

const entityOf = ({ name, is_default }: Domain): Entity => ({
  authenticationType: 'Managed',
  availabilityStatus: null,
  id: name,
  isAdminManaged: true,
  isDefault: is_default,
  isInitial: is_default,
  isRoot: true,
  isVerified: true,
  supportedServices: [],
});

const findNamed = async ({ db, request }: GraphCall): Promise<Result<Domain, GraphFailure>> => {
  const { name = '' } = request.params;
  const found = (await listDomains(db)).find(domain => domain.name === name.toLowerCase());
  return found ? { ok: true, value: found } : fail(notFound(name));
};

const list = async (call: GraphCall): Outcome =>
  listReply(call, 'domains', (await listDomains(call.db)).map(entityOf));

const show = async (call: GraphCall): Outcome => {
  const domain = await findNamed(call);
  return domain.ok ? entityReply(call, 'domains', entityOf(domain.value)) : domain;
};

/**
 * A domain is verified at once, by nobody else having it: an installation answers only to its own operator and to the
 * tenants that the operator made, so a record in the public DNS would prove nothing to it that matters here.
 */
const create = async (call: GraphCall): Outcome => {
  const id = requireText(call.body, 'id');
  if (!id.ok) return id;
  const name = id.value.toLowerCase();
  if (!isDomainName(name) || isServiceDomain(name))
    return wrong('id', 'a DNS name such as contoso.example, none of the service’s own');
  if ((await listDomains(call.db)).some(domain => domain.name === name))
    return fail(conflict(`The domain '${name}' is in this organization already.`));
  if (!(await insertDomain(call.db, name)))
    return fail(conflict(`The domain '${name}' is in use by another organization of this installation.`));
  return entityReply(call, 'domains', entityOf({ name, is_default: false }), 201);
};

const REFUSALS = {
  default: 'The default domain of an organization stays.',
  'in-use': 'Users have this domain in their names. Rename or delete them first.',
} as const;

const remove = async (call: GraphCall): Outcome => {
  const domain = await findNamed(call);
  if (!domain.ok) return domain;
  const deleted = await deleteDomain(call.db, domain.value.name);
  if (deleted === 'unknown') return fail(notFound(domain.value.name));
  return deleted === 'deleted' ? NO_CONTENT : fail(badRequest(REFUSALS[deleted]));
};

/** The domains of the tenant: what its users' names and its APIs' identifiers may end in. */
export const domainOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/domains', access: READ, handle: list },
  { method: 'POST', path: '/domains', access: WRITE, audit: ADD_DOMAIN, handle: create },
  { method: 'GET', path: '/domains/{name}', access: READ, handle: show },
  { method: 'DELETE', path: '/domains/{name}', access: WRITE, audit: REMOVE_DOMAIN, handle: remove },
  { method: 'POST', path: '/domains/{name}/verify', access: WRITE, audit: VERIFY_DOMAIN, handle: show },
];
