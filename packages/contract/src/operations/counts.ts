import { Type } from 'typebox';
import { listAlerts } from './alerts.ts';
import { listIndicators } from './indicators.ts';
import { listMachineActions } from './machine-actions.ts';
import { listMachines } from './machines.ts';
import type { Operation } from './operation.ts';

/** The count of what a list has, or of what of it meets a condition (reference: defender-endpoint-core, section 1.5). */
const countOf = (list: Operation, id: string, summary: string): Operation => ({
  id,
  method: 'GET',
  path: `${list.path}/$count`,
  summary,
  resource: list.resource,
  permissions: list.permissions,
  audiences: list.audiences,
  licences: list.licences,
  limits: list.limits,
  ...(list.list && { filter: list.list }),
  reply: { status: 200, form: 'text', schema: Type.Integer({ minimum: 0 }), example: 4 },
  errors: ['ODataError'],
  notes: [
    'The number alone, as plain text. No page names this count; the one of a machine’s alerts is its model.',
  ],
});

export const countAlerts = countOf(listAlerts, 'countAlerts', 'Count alerts');
export const countMachines = countOf(listMachines, 'countMachines', 'Count machines');
export const countMachineActions = countOf(
  listMachineActions,
  'countMachineActions',
  'Count machine actions',
);
export const countIndicators = countOf(
  listIndicators,
  'countIndicators',
  'Count indicators that have not expired',
);
