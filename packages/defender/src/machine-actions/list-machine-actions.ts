import { countMachineActions, listMachineActions as findMachineActions } from '@vakt/store/machine-actions';
import { listHandler } from '../lists/list-handler.ts';
import { machineActionJson } from './machine-action-json.ts';
import { timeOutOverdueActions } from './time-out.ts';

/** `GET /api/machineactions` */
export const listMachineActions = listHandler({
  context: 'MachineActions',
  find: async (call, query, limit) => {
    await timeOutOverdueActions(call);
    return findMachineActions(call.db, query, limit);
  },
  count: ({ db }, query) => countMachineActions(db, query),
  toJson: (_call, action) => machineActionJson(action),
});
