import type { HttpRequest } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Authenticate, EnrolledDevice } from '../ports.ts';
import { type Failure, forbidden } from './replies.ts';

/** The device that calls by its own token: nobody else speaks for a device, whatever else they may write. */
export const authenticateDevice = async (
  authenticate: Authenticate,
  request: HttpRequest,
): Promise<Result<EnrolledDevice, Failure>> => {
  const caller = await authenticate(request);
  if (!caller.ok) return caller;
  const { tenantId, deviceId } = caller.value;
  return deviceId
    ? ok({ tenantId, deviceId })
    : fail(forbidden('Response actions are for a device with its own token alone.'));
};
