import type { HttpReply } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import { findDeviceCodeByUserCode } from '@vakt/store/sign-in/device-codes';
import { type ClientApplication, findClientApplication } from '../authority/client-application.ts';
import { DEVICE_PAGE_PATH } from '../endpoints/device-authorization.ts';
import { type DeviceCodeProblem, deviceCodeEntryPage } from '../pages/device-code-page.ts';
import type { Interaction } from '../sign-in/interaction.ts';
import type { Visit } from '../sign-in/visit.ts';
import { type DeviceRequest, normalizeUserCode } from './device-request.ts';

/** A device that waits for its person. */
export interface WaitingDevice {
  readonly userCode: string;
  readonly asked: DeviceRequest;
  readonly client: ClientApplication;
}

const parametersOf = (userCode: string): string => new URLSearchParams({ user_code: userCode }).toString();

/** The code that an interaction is about. */
export const typedCodeOf = ({ parameters }: Interaction): string =>
  normalizeUserCode(new URLSearchParams(parameters).get('user_code') ?? '');

/** The interaction that a typed code begins. */
export const interactionFor = (userCode: string): Interaction => ({
  flow: 'device',
  version: 'v2',
  tenantSegment: 'common',
  parameters: parametersOf(userCode),
  step: 'credentials',
});

/** A code is short: many wrong ones from one address are guesses. */
const problemOfUnknown = ({ request, services: { guesses } }: Visit): DeviceCodeProblem =>
  guesses.countWrong('device code', request.remoteAddress) === undefined ? 'unknown' : 'too-many';

/** Finds the device that shows a code. */
export const findWaitingDevice = async (
  userCode: string,
  visit: Visit,
): Promise<Result<WaitingDevice, DeviceCodeProblem>> => {
  const { services } = visit;
  const found = await findDeviceCodeByUserCode(services.store.authority, userCode);
  const asked = found?.payload as unknown as DeviceRequest | undefined;
  const client = asked && (await findClientApplication(services.store, asked.clientId));
  if (!found || !asked || !client) return fail(problemOfUnknown(visit));
  if (found.expires_at.getTime() <= services.clock.now()) return fail('expired');
  return found.state === 'pending' ? ok({ userCode, asked, client }) : fail('used');
};

/** Asks for the code that the device shows. */
export const askForUserCode = (visit: Visit, userCode: string, problem?: DeviceCodeProblem): HttpReply =>
  deviceCodeEntryPage(
    {
      action: DEVICE_PAGE_PATH,
      ctx: visit.services.interactions.seal(interactionFor(userCode), visit.browser.hash),
      userCode,
      problem,
    },
    visit.language,
  );
