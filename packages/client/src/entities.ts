import type { alertSchema, evidenceSchema } from '@vakt/contract/schemas/alert';
import type { alertUpdateSchema } from '@vakt/contract/schemas/alert-requests';
import type { huntingReplySchema } from '@vakt/contract/schemas/hunting';
import type { incidentSchema } from '@vakt/contract/schemas/incident';
import type { machineSchema } from '@vakt/contract/schemas/machine';
import type { machineActionSchema } from '@vakt/contract/schemas/machine-action';
import type { Static } from 'typebox';

/** An alert of Defender for Endpoint. */
export type Alert = Static<typeof alertSchema>;
/** What an alert says of one process, file, user or address. */
export type Evidence = Static<typeof evidenceSchema>;
/** What can be changed of an alert. */
export type AlertUpdate = Static<typeof alertUpdateSchema>;
/** A device that Defender for Endpoint watches. */
export type Machine = Static<typeof machineSchema>;
/** Something that was asked of a machine, and what became of it. */
export type MachineAction = Static<typeof machineActionSchema>;
/** Alerts that belong together. */
export type Incident = Static<typeof incidentSchema>;
/** The rows of a hunting query, with their columns. */
export type HuntingReply = Static<typeof huntingReplySchema>;
