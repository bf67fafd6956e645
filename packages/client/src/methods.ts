import { getAlert, listAlerts, updateAlert } from '@vakt/contract/operations/alerts';
import { runAdvancedQuery, runHuntingQuery } from '@vakt/contract/operations/hunting';
import { getIncident, listIncidents, updateIncident } from '@vakt/contract/operations/incidents';
import { getMachineAction, listMachineActions } from '@vakt/contract/operations/machine-actions';
import { getMachine, listMachines } from '@vakt/contract/operations/machines';
import { alertSchema, alertUpdateSchema } from '@vakt/contract/schemas/alert';
import { huntingReplySchema } from '@vakt/contract/schemas/hunting';
import { incidentSchema, incidentUpdateSchema } from '@vakt/contract/schemas/incident';
import { machineSchema } from '@vakt/contract/schemas/machine';
import { machineActionSchema } from '@vakt/contract/schemas/machine-action';
import { changes, gets, hunts, lists } from './operation-methods.ts';

/**
 * Every method of the client: the operation that it calls, and the schemas that its types follow from. A test compares
 * this table with the contract: no operation may be missing, no schema may be another's.
 */
export const methods = {
  alerts: {
    list: lists(listAlerts, alertSchema),
    get: gets(getAlert, alertSchema),
    update: changes(updateAlert, alertUpdateSchema, alertSchema),
  },
  machines: {
    list: lists(listMachines, machineSchema),
    get: gets(getMachine, machineSchema),
  },
  machineActions: {
    list: lists(listMachineActions, machineActionSchema),
    get: gets(getMachineAction, machineActionSchema),
  },
  incidents: {
    list: lists(listIncidents, incidentSchema),
    get: gets(getIncident, incidentSchema),
    update: changes(updateIncident, incidentUpdateSchema, incidentSchema),
  },
  hunting: {
    run: hunts(runAdvancedQuery, huntingReplySchema),
  },
  xdrHunting: {
    run: hunts(runHuntingQuery, huntingReplySchema),
  },
};
