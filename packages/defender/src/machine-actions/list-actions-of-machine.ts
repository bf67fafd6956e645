import type { EntityQuery } from '@vakt/contract/query';
import { countMachineActions, listMachineActions } from '@vakt/store/machine-actions';
import type { OperationHandler } from '../call.ts';
import { listHandler } from '../lists/list-handler.ts';
import { aboutMachine } from '../machines/machine-call.ts';
import { machineActionJson } from './machine-action-json.ts';
import { timeOutOverdueActions } from './time-out.ts';

const onMachine = (query: EntityQuery, deviceId: string): EntityQuery => ({
  ...query,
  filter: {
    kind: 'and',
    operands: [
      { kind: 'comparison', property: 'machineId', operator: 'eq', value: deviceId },
      ...(query.filter ? [query.filter] : []),
    ],
  },
});

const listOf = (deviceId: string): OperationHandler =>
  listHandler({
    context: 'MachineActions',
    find: async (call, query, limit) => {
      await timeOutOverdueActions(call);
      return listMachineActions(call.db, onMachine(query, deviceId), limit);
    },
    count: ({ db }, query) => countMachineActions(db, onMachine(query, deviceId)),
    toJson: (_call, action) => machineActionJson(action),
  });

/** `GET /api/machines/{id}/machineactions` */
export const listActionsOfMachine = aboutMachine((call, { device_id }) => listOf(device_id)(call));
