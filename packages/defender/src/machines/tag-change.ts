import type { DeviceChange } from '@vakt/store/device-changes';

/** The part of a body that names a tag, checked against the contract's schema. */
export interface Tagging {
  readonly Value: string;
  readonly Action: 'Add' | 'Remove';
}

export const tagChange = ({ Value, Action }: Tagging): DeviceChange =>
  Action === 'Add' ? { addTag: Value } : { removeTag: Value };
