import type { DeviceChange } from '@vakt/store/device-changes';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** The part of a body that names a tag, checked against the contract's schema. */
export interface Tagging {
  readonly Value: string;
  readonly Action: 'Add' | 'Remove';
}

export const tagChange = ({ Value, Action }: Tagging): DeviceChange =>
  Action === 'Add' ? { addTag: Value } : { removeTag: Value };

/**
 * Tags decide on device groups: a user who sees some of them only may not take a device out of sight. The vendor's pages are
 * silent; a caller who gets the device back must be able to see it.
 */
export const outOfSight: ApiFailure = apiFailure(
  'Forbidden',
  'The tags would move the device to a device group that the user’s roles do not open.',
);
