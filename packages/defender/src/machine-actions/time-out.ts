import { nowTicks, TICKS_PER_DAY } from '@vakt/contract/ticks';
import { timeOutMachineActions } from '@vakt/store/machine-actions';
import type { Call } from '../call.ts';

/** An offline device is waited for this long (reference: defender-endpoint-core, section 4.4, isolate). */
const LONGEST_WAIT = 3n * TICKS_PER_DAY;

/** Ends what has waited too long. It is done before actions are read or begun, so that nobody sees an action that lingers. */
export const timeOutOverdueActions = ({ db, clock }: Pick<Call, 'db' | 'clock'>): Promise<void> => {
  const now = nowTicks(clock);
  return timeOutMachineActions(db, now - LONGEST_WAIT, now);
};
