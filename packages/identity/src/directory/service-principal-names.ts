import { isGuid } from '@vakt/contract/ids';
import type { Filter } from '@vakt/contract/query';
import { resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import { listAppIdsOfIdentifierUri, listApplicationsOf } from '@vakt/store/directory/applications';
import { listForeignAppIds } from '@vakt/store/directory/service-principals';
import type { GraphCall } from './graph-call.ts';
import { type GraphFailure, unsupportedQuery } from './graph-error.ts';

const NAMES = 'servicePrincipalNames';

const withoutSlash = (uri: string): string => uri.toLowerCase().replace(/\/$/, '');

/**
 * The client ids that have a name: the id itself, or an identifier URI. An application of another tenant shows its URIs
 * here only once it has a service principal in this one.
 */
const appIdsOf = async ({ db, services }: GraphCall, name: string): Promise<readonly string[]> => {
  if (isGuid(name)) return [name.toLowerCase()];
  const wanted = withoutSlash(name);
  const resource = Object.values(resourceApplications).find(({ identifierUris }) =>
    identifierUris.some(uri => withoutSlash(uri) === wanted),
  );
  if (resource) return [resource.appId];
  const own = await listAppIdsOfIdentifierUri(db, name);
  if (own.length > 0) return own;
  const foreign = await listApplicationsOf(services.store.authority, await listForeignAppIds(db));
  return foreign
    .filter(({ identifier_uris }) => identifier_uris.some(uri => withoutSlash(uri) === wanted))
    .map(({ app_id }) => app_id);
};

/** The names that a condition on one element lists, of `c eq 'a' or c eq 'b'`; `undefined` when it says anything else. */
const namesOf = (condition: Filter | undefined): readonly string[] | undefined => {
  if (condition?.kind === 'comparison' && condition.operator === 'eq') return [String(condition.value)];
  if (condition?.kind === 'in') return condition.values.map(String);
  if (condition?.kind !== 'or') return undefined;
  const names = condition.operands.map(namesOf);
  return names.includes(undefined) ? undefined : names.flatMap(found => found ?? []);
};

const resolveEach = async (
  call: GraphCall,
  operands: readonly Filter[],
): Promise<Result<readonly Filter[], GraphFailure>> => {
  const resolved: Filter[] = [];
  for (const operand of operands) {
    const one = await resolveNames(call, operand);
    if (!one.ok) return one;
    resolved.push(one.value);
  }
  return ok(resolved);
};

/** Says a filter on `servicePrincipalNames`, which no table has, in terms of `appId`. */
export const resolveNames = async (
  call: GraphCall,
  filter: Filter,
): Promise<Result<Filter, GraphFailure>> => {
  if (filter.kind === 'and' || filter.kind === 'or') {
    const operands = await resolveEach(call, filter.operands);
    return operands.ok ? ok({ kind: filter.kind, operands: operands.value }) : operands;
  }
  if (filter.kind === 'not') {
    const operand = await resolveNames(call, filter.operand);
    return operand.ok ? ok({ kind: 'not', operand: operand.value }) : operand;
  }
  if (!('property' in filter) || filter.property !== NAMES) return ok(filter);
  const names = filter.kind === 'any' ? namesOf(filter.condition) : undefined;
  if (!names) return fail(unsupportedQuery(`Use ${NAMES}/any(name: name eq '…').`));
  const found = await Promise.all(names.map(name => appIdsOf(call, name)));
  return ok({ kind: 'in', property: 'appId', values: found.flat() });
};
