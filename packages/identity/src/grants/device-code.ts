import { fail, ok, type Result } from '@vakt/contract/result';
import { type DeviceCode, findDeviceCode, redeemDeviceCode } from '@vakt/store/sign-in/device-codes';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { TenantMember } from '../accounts/account.ts';
import { findGrantedMember } from '../accounts/granted-member.ts';
import { openIdScopesOf, readAskedAccesses } from '../authority/requested-access.ts';
import { findUserClient, proveForPublicFlow } from '../authority/user-client.ts';
import { type DeviceApproval, type DeviceRequest, hashDeviceCode } from '../device/device-request.ts';
import type { Grant, GrantedToken, GrantServices, TokenRequest } from './grant.ts';
import { issueUserTokens } from './user-tokens.ts';
import { wantsRefreshToken } from './wants-refresh-token.ts';

interface Answered {
  readonly hash: Buffer;
  readonly asked: DeviceRequest;
  readonly approval: DeviceApproval;
}

/** What a poll is told of a code that was not approved. */
const refuseState = ({ state, expires_at }: DeviceCode, now: number): Refusal | undefined => {
  if (state === 'redeemed') return refusal(90120);
  if (state === 'declined') return refusal(70030);
  if (expires_at.getTime() <= now) return refusal(70020);
  return state === 'pending' ? refusal(70016) : undefined;
};

/** One library sends the code under both names (reference: identity, section 0.7). */
const readCode = async (
  { form, client }: TokenRequest,
  { store, clock }: GrantServices,
): Promise<Result<Answered, Refusal>> => {
  const code = form.get('device_code') || form.get('code');
  if (!code) return fail(refusal(900144, { parameter: 'device_code' }));
  const hash = hashDeviceCode(code);
  const found = await findDeviceCode(store.authority, hash);
  const asked = found?.payload as unknown as DeviceRequest | undefined;
  if (!found || !asked || asked.clientId !== client.clientId?.toLowerCase()) return fail(refusal(70018));
  const refused = refuseState(found, clock.now());
  return refused ? fail(refused) : ok({ hash, asked, approval: found.approval as unknown as DeviceApproval });
};

const findMember = (
  { approval, asked: { clientId } }: Answered,
  { store }: GrantServices,
): Promise<Result<TenantMember, Refusal>> =>
  findGrantedMember(store, { ...approval, clientId }, 'The user who approved the device is gone.');

const run = async (
  request: TokenRequest,
  services: GrantServices,
): Promise<Result<GrantedToken, Refusal>> => {
  const answered = await readCode(request, services);
  if (!answered.ok) return answered;
  const { asked, approval, hash } = answered.value;
  const member = await findMember(answered.value, services);
  if (!member.ok) return member;
  request.attempt.isOf(member.value);
  const client = await findUserClient(request, services, member.value.tenant);
  if (!client.ok) return client;
  const proof = await proveForPublicFlow(client.value, request, services, member.value.tenant);
  if (!proof.ok) return proof;
  const accesses = await readAskedAccesses(asked, member.value.tenant, services.resources);
  if (!accesses.ok) return accesses;
  const [access] = accesses.value;
  if (!(await redeemDeviceCode(services.store.authority, hash))) return fail(refusal(90120));
  const openIdScopes = openIdScopesOf(asked.scope ?? '');
  return issueUserTokens(
    {
      member: member.value,
      client: client.value,
      proof: proof.value,
      platform: 'native',
      access,
      openIdScopes,
      authenticationMethods: approval.authenticationMethods,
      sessionId: approval.sessionId,
      family: wantsRefreshToken(asked.version, openIdScopes) ? { newId: services.entropy.uuid() } : undefined,
    },
    request,
    services,
  );
};

/** A device without a browser, whose user signs in elsewhere; under both names that libraries use. */
export const deviceCode: Grant = {
  name: 'device_code',
  types: ['device_code', 'urn:ietf:params:oauth:grant-type:device_code'],
  run,
};
