import { fail } from '@vakt/contract/result';
import type { CarryOut } from './action.ts';

/** What this sensor has the means for, by the type of the action. */
export type Means = Readonly<Record<string, CarryOut>>;

/** What gives a device back to its owner needs nobody's leave. */
const ALWAYS_ALLOWED: ReadonlySet<string> = new Set(['Unisolate']);

/**
 * Carries out what the owner of this machine allows and the sensor has the means for; everything else fails with the
 * reason.
 *
 * @param isAllowed whether response actions were switched on for this machine.
 */
export const carryOutWith =
  (isAllowed: boolean, means: Means): CarryOut =>
  async (action, signal) => {
    if (!isAllowed && !ALWAYS_ALLOWED.has(action.type))
      return fail(
        'Response actions are switched off on this device. Its owner allows them: start Vakt with --allow-response.',
      );
    const carryOut = means[action.type];
    return carryOut
      ? carryOut(action, signal)
      : fail(`The sensor of this device (Linux) has no means for ${action.type}.`);
  };
