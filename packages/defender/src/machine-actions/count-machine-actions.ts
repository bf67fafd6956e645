import { countMachineActions as count } from '@vakt/store/machine-actions';
import { countHandler } from '../lists/count-handler.ts';
import { timeOutOverdueActions } from './time-out.ts';

/** `GET /api/machineactions/$count` */
export const countMachineActions = countHandler(async (call, filter) => {
  await timeOutOverdueActions(call);
  return count(call.db, filter ? { filter } : {});
});
