import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { isGuid } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Authenticate, DevicePackages } from '../ports.ts';
import { authenticateDevice } from './device-caller.ts';
import { badRequest, type Failure, unsupported } from './replies.ts';

/** The largest investigation package, in bytes. */
export const PACKAGE_LIMIT = 32 * 1_048_576;

/** How every zip with an entry begins. */
const ZIP = Buffer.from('PK\x03\x04', 'latin1');

const isZip = (body: Uint8Array): boolean => ZIP.equals(body.subarray(0, ZIP.length));

/** Takes the package that a device collected for an action of its own that has not ended. */
export const receivePackage = async (
  { authenticate, packages }: { readonly authenticate: Authenticate; readonly packages: DevicePackages },
  request: HttpRequest,
): Promise<Result<HttpReply, Failure>> => {
  const device = await authenticateDevice(authenticate, request);
  if (!device.ok) return device;
  const { id = '' } = request.params;
  if (!isGuid(id)) return fail(badRequest('The action’s id is not a GUID.'));
  if (request.headers['content-type'] !== 'application/zip')
    return fail(unsupported('A package is application/zip.'));
  if (!isZip(request.body)) return fail(badRequest('The body is not a zip.'));
  const isKept = await packages.keep(device.value, id.toLowerCase(), request.body);
  return isKept
    ? ok({ status: 204 })
    : fail({
        status: 404,
        code: 'ResourceNotFound',
        message: `This device has no open CollectInvestigationPackage action ${id}.`,
      });
};
