import { listDeviceGroupNames } from '@vakt/store/device-groups';
import type { Call } from '../call.ts';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** The names of the device groups for which the caller may make indicators; `undefined` for all devices. */
export const openGroupNames = async ({ db, access }: Call): Promise<ReadonlySet<string> | undefined> =>
  access && new Set(await listDeviceGroupNames(db, access.deviceGroups));

/** Refuses an indicator that would look at devices which its submitter does not see; no group at all means every device. */
export const checkGroups = (
  names: readonly string[],
  open: ReadonlySet<string> | undefined,
): ApiFailure | undefined => {
  if (!open || (names.length > 0 && names.every(name => open.has(name)))) return undefined;
  return apiFailure(
    'Forbidden',
    `The user’s roles do not open all the devices that the indicator is for. Name its device groups in rbacGroupNames, among: ${[...open].join(', ')}.`,
  );
};
