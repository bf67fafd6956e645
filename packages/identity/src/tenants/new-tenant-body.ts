import { isDomainName, isServiceDomain } from '@vakt/contract/domain-name';
import { isLocalPart } from '@vakt/contract/local-part';
import { parsePlan, plans } from '@vakt/contract/plan';
import { ok, type Result } from '@vakt/contract/result';
import { isStorable } from '../directory/body.ts';
import type { NewTenant } from './create-tenant.ts';
import { invalid, type TenantFailure } from './tenant-failure.ts';

type Body = Readonly<Record<string, unknown>>;

/** Reads a body that must be a JSON object. */
export const readTenantBody = (bytes: Uint8Array): Result<Body, TenantFailure> => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? ok(parsed as Body)
      : invalid('The body must be a JSON object.');
  } catch {
    return invalid('The body must be JSON.');
  }
};

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 256 && isStorable(value);

const readAdministrator = (
  value: unknown,
  domain: string,
): Result<NewTenant['administrator'], TenantFailure> => {
  const given = typeof value === 'object' && value !== null ? (value as Body) : {};
  const localPart = given['localPart'] ?? 'admin';
  const displayName = given['displayName'] ?? 'Administrator';
  if (typeof localPart !== 'string' || !isLocalPart(localPart))
    return invalid(
      'administrator.localPart must be what stands before the @ of a user name: letters, digits, dots, hyphens.',
    );
  if (!isName(displayName)) return invalid('administrator.displayName must have 1 to 256 characters.');
  return ok({ userPrincipalName: `${localPart}@${domain}`, displayName: displayName.trim() });
};

const readDomain = (value: unknown): Result<string, TenantFailure> => {
  const domain = typeof value === 'string' ? value.toLowerCase() : '';
  return isDomainName(domain) && !isServiceDomain(domain)
    ? ok(domain)
    : invalid('domain must be a DNS name such as contoso.example, none of the service’s own.');
};

/** Reads the body of a request for a new tenant. */
export const readNewTenant = (bytes: Uint8Array): Result<NewTenant, TenantFailure> => {
  const body = readTenantBody(bytes);
  if (!body.ok) return body;
  const { displayName, plan } = body.value;
  if (!isName(displayName)) return invalid('displayName must have 1 to 256 characters.');
  const domain = readDomain(body.value['domain']);
  if (!domain.ok) return domain;
  const parsedPlan = typeof plan === 'string' ? parsePlan(plan) : undefined;
  if (!parsedPlan) return invalid(`plan must be one of ${plans.join(', ')}.`);
  const administrator = readAdministrator(body.value['administrator'], domain.value);
  if (!administrator.ok) return administrator;
  return ok({
    displayName: displayName.trim(),
    domain: domain.value,
    plan: parsedPlan,
    administrator: administrator.value,
  });
};
