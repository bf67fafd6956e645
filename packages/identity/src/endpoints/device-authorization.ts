import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import { insertDeviceCode } from '@vakt/store/sign-in/device-codes';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { errorReply, traceOf } from '../aadsts/error-reply.ts';
import { findClientApplication } from '../authority/client-application.ts';
import { refuseSharedUse } from '../authority/client-use.ts';
import { type Form, parseForm, requireParameter } from '../authority/form.ts';
import {
  DEVICE_CODE_SECONDS,
  type DeviceRequest,
  hashDeviceCode,
  newUserCode,
  POLL_INTERVAL_SECONDS,
} from '../device/device-request.ts';
import type { GrantServices } from '../grants/grant.ts';
import { withCommonHeaders } from './headers.ts';

interface DeviceCodes {
  readonly deviceCode: string;
  readonly userCode: string;
}

/** Where people type the code. */
export const DEVICE_PAGE_PATH = '/common/oauth2/deviceauth';

const readRequest = async (
  form: Form,
  version: DeviceRequest['version'],
  request: HttpRequest,
  services: GrantServices,
): Promise<Result<DeviceRequest, Refusal>> => {
  const tenantSegment = request.params.tenant ?? '';
  const unknownTenant = await services.tenants.refuseUnknown(tenantSegment);
  if (unknownTenant) return fail(unknownTenant);
  const clientId = requireParameter(form, 'client_id');
  if (!clientId.ok) return clientId;
  const asked = requireParameter(form, version === 'v1' ? 'resource' : 'scope');
  if (!asked.ok) return asked;
  const client = await findClientApplication(services.store, clientId.value);
  if (!client) return fail(refusal(700016, { client: clientId.value, tenant: tenantSegment }));
  const refused = refuseSharedUse(client, tenantSegment);
  if (refused) return fail(refused);
  if (!client.allowsPublicFlows) return fail(refusal(7000218));
  return ok({
    clientId: client.appId,
    version,
    tenantSegment,
    scope: form.get('scope'),
    resource: version === 'v1' ? asked.value : undefined,
    requestedFrom: request.remoteAddress,
  });
};

/** Two devices never have the same user code at once; a clash is as rare as it is harmless. */
const store = async (
  payload: DeviceRequest,
  { store: { authority }, clock, entropy }: GrantServices,
): Promise<DeviceCodes> => {
  const deviceCode = `1.${Buffer.from(entropy.bytes(48)).toString('base64url')}`;
  const expiresAt = new Date(clock.now() + DEVICE_CODE_SECONDS * 1_000);
  for (;;) {
    const userCode = newUserCode(entropy);
    const code = { deviceCodeHash: hashDeviceCode(deviceCode), userCode, payload, expiresAt };
    if (await insertDeviceCode(authority, code)) return { deviceCode, userCode };
  }
};

const bodyOf = ({ deviceCode, userCode }: DeviceCodes, version: 'v1' | 'v2', origin: string): object => {
  const page = `${origin}${DEVICE_PAGE_PATH}`;
  const shared = { user_code: userCode, device_code: deviceCode };
  const message = `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`;
  return version === 'v1'
    ? {
        ...shared,
        verification_url: page,
        expires_in: String(DEVICE_CODE_SECONDS),
        interval: String(POLL_INTERVAL_SECONDS),
        message,
      }
    : {
        ...shared,
        verification_uri: page,
        expires_in: DEVICE_CODE_SECONDS,
        interval: POLL_INTERVAL_SECONDS,
        message,
      };
};

/** `/devicecode`, v1 and v2: gives a device its code, and a person the one to type (reference: identity, section 2.5). */
export const handleDeviceAuthorization = async (
  request: HttpRequest,
  version: 'v1' | 'v2',
  services: GrantServices,
): Promise<HttpReply> => {
  const form =
    request.method === 'POST' ? parseForm(request.body) : fail(refusal(900561, { method: request.method }));
  const correlationId =
    request.headers['client-request-id'] ?? (form.ok ? form.value : undefined)?.get('client-request-id');
  const trace = traceOf(correlationId, services.entropy);
  const asked = form.ok ? await readRequest(form.value, version, request, services) : form;
  const reply: HttpReply = asked.ok
    ? { status: 200, body: bodyOf(await store(asked.value, services), version, request.origin) }
    : errorReply(asked.error, trace, services.clock, request.origin, version);
  return withCommonHeaders(reply, request, trace);
};
