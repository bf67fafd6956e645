import { createHash } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpRequest } from '@vakt/contract/http';
import type { Principal } from '@vakt/contract/principal';
import { resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { TokenVerifier } from '@vakt/identity/verify';
import type { Authenticate, DeviceEnrolments, IntakeCaller, Refusal } from '@vakt/intake/ports';
import {
  findSensorByToken,
  findTenantOfEnrolmentKey,
  insertEnrolmentKey,
  saveSensor,
} from '@vakt/store/sensors';
import type { Store } from '@vakt/store/store';

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Tells a device's token from an access token, which is a JWT, at a glance. */
const DEVICE_TOKEN_PREFIX = 'vakt_device_';

const unauthorized = (message: string): Result<never, Refusal> =>
  fail({ status: 401, code: 'Unauthorized', message, headers: { 'www-authenticate': 'Bearer' } });

const isForVakt = ({ audience }: Principal): boolean => {
  const { appId, identifierUris } = resourceApplications.Vakt;
  return [appId, ...identifierUris].includes(audience.toLowerCase().replace(/\/$/, ''));
};

const mayWrite = (principal: Principal): boolean =>
  principal.kind === 'application'
    ? principal.roles.includes('Intake.Write.All')
    : principal.scopes.includes('Intake.Write');

const asTokenHolder = (principal: Principal): Result<IntakeCaller, Refusal> => {
  if (!isForVakt(principal))
    return unauthorized(
      `The access token is for ${principal.audience}. Events need one for api://vakt: ask for the scope api://vakt/.default.`,
    );
  if (!mayWrite(principal))
    return fail({
      status: 403,
      code: 'Forbidden',
      message:
        'Writing events needs the application permission Intake.Write.All or the delegated permission Intake.Write of the resource Vakt.',
    });
  return ok({ tenantId: principal.tenantId });
};

/** Knows who sends events: a device by its own token, an application or a user by an access token. */
export const createIntakeAuthentication =
  (store: Store, verify: TokenVerifier): Authenticate =>
  async (request: HttpRequest) => {
    const { authorization } = request.headers;
    const token = authorization?.replace(/^bearer\s+/i, '').trim() ?? '';
    if (token.startsWith(DEVICE_TOKEN_PREFIX)) {
      const device = await findSensorByToken(store.authority, hashOf(token));
      return device ? ok(device) : unauthorized('The device token is not known. Enrol the device again.');
    }
    const verified = await verify(authorization);
    return verified.ok ? asTokenHolder(verified.value) : unauthorized(verified.error.message);
  };

/** Gives devices that show a tenant's enrolment key a token of their own. */
export const createDeviceEnrolments = (store: Store, clock: Clock, entropy: Entropy): DeviceEnrolments => ({
  enrol: async ({ enrolmentKey, deviceId, deviceName, osPlatform }) => {
    const now = new Date(clock.now());
    const tenantId = await findTenantOfEnrolmentKey(store.authority, hashOf(enrolmentKey), now);
    if (!tenantId) return unauthorized('The enrolment key is not known, or it has expired.');
    const deviceToken = `${DEVICE_TOKEN_PREFIX}${Buffer.from(entropy.bytes(32)).toString('base64url')}`;
    await saveSensor(store.tenant(tenantId), {
      device_id: deviceId,
      device_name: deviceName,
      os_platform: osPlatform,
      token_hash: hashOf(deviceToken),
      enrolled_at: now,
    });
    return ok({ deviceToken, tenantId });
  },
});

/** Makes `key` the one by which this machine's sensor becomes a device of `tenant`. */
export const registerEnrolmentKey = async (
  store: Store,
  clock: Clock,
  tenant: Principal['tenantId'],
  key: string,
): Promise<void> => {
  await insertEnrolmentKey(store.tenant(tenant), { keyHash: hashOf(key), createdAt: new Date(clock.now()) });
};
