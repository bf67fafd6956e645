import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import type { NewAlert } from '@vakt/store/alert-creation';
import { investigateByAlert } from '@vakt/store/investigated-alerts';
import { storableText } from '@vakt/store/storable-text';
import { authorOf } from '../author.ts';
import type { Call } from '../call.ts';
import { apiFailure } from '../failure.ts';
import { aboutMachine } from '../machines/machine-call.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { investigationJson } from './investigation-json.ts';
import { MANUAL_START } from './manual-start.ts';

/** The alert that stands for the wish to investigate: every investigation has one that triggered it. */
const alertOf = ({ clock, entropy, principal }: Call, machineId: string, comment: string): NewAlert => {
  const now = nowTicks(clock);
  return {
    deduplicationKey: `investigation ${entropy.uuid()}`,
    ruleKey: MANUAL_START,
    title: 'Automated investigation started manually',
    description: `${authorOf(principal)} initiated an automated investigation of the device. Comment: ${storableText(comment)}`,
    recommendedAction: 'Read what the investigation found.',
    severity: 'Informational',
    category: 'SuspiciousActivity',
    detectionSource: 'AutomatedInvestigation',
    mitreTechniques: [],
    machineId,
    firstEventTicks: now,
    lastEventTicks: now,
    evidence: [],
  };
};

/** `POST /api/machines/{id}/startInvestigation` */
export const startInvestigation = aboutMachine(async (call, { device_id }) => {
  const { db, body, principal, clock, entropy, request } = call;
  const { Comment: comment } = body as { readonly Comment: string };
  const alert = alertOf(call, device_id, comment);
  const wish = { requestor: authorOf(principal), comment };
  const begun = await investigateByAlert(db, alert, wish, { clock, entropy });
  if (!begun) return fail(apiFailure('ActiveRequestAlreadyExists', 'Action is already in progress'));
  const context = contextOf(request.origin, 'Investigations/$entity');
  return ok(odataReply(201, { '@odata.context': context, ...investigationJson(begun) }));
});
