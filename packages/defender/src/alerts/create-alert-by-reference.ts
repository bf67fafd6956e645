import { entitiesFromColumns, evidenceOf } from '@vakt/contract/event-evidence';
import type { NewEvidence } from '@vakt/contract/evidence';
import { distinctEvidence, relatedUserOf } from '@vakt/contract/evidence-list';
import { parseDeviceId } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { parseTicks } from '@vakt/contract/ticks';
import type { NewAlert } from '@vakt/store/alert-creation';
import { raiseInvestigatedAlert } from '@vakt/store/investigated-alerts';
import { authorOf } from '../author.ts';
import type { OperationHandler } from '../call.ts';
import { apiFailure, notFound } from '../failure.ts';
import { type EventName, type FoundEvent, findEvent } from '../lake/find-event.ts';
import { alertReply } from './alert-json.ts';

/** The body, checked against the contract's schema. */
interface Reference {
  readonly machineId: string;
  readonly severity: string;
  readonly title: string;
  readonly description: string;
  readonly recommendedAction: string;
  readonly eventTime: string;
  readonly reportId: string | number;
  readonly category: string;
}

const LARGEST_REPORT_ID = 2n ** 63n - 1n;

const readReportId = (text: string): bigint | undefined => {
  const number = /^\d{1,19}$/.test(text) ? BigInt(text) : undefined;
  return number !== undefined && number <= LARGEST_REPORT_ID ? number : undefined;
};

/** The event that a body names; `undefined` when device or report id are such that no event can have them. */
const eventOf = ({ machineId, reportId }: Reference, ticks: bigint): EventName | undefined => {
  const deviceId = parseDeviceId(machineId);
  const number = readReportId(String(reportId).trim());
  return deviceId === undefined || number === undefined ? undefined : { deviceId, ticks, reportId: number };
};

const evidenceIn = ({ table, row }: FoundEvent): NewEvidence[] =>
  distinctEvidence(evidenceOf(row, entitiesFromColumns(new Set(row.values.keys()), [table])));

const alertOf = (
  reference: Reference,
  event: EventName,
  found: FoundEvent,
): Omit<NewAlert, 'deduplicationKey'> => {
  const evidence = evidenceIn(found);
  const relatedUser = relatedUserOf(evidence);
  return {
    ruleKey: 'reference',
    title: reference.title,
    description: reference.description,
    recommendedAction: reference.recommendedAction,
    severity: reference.severity,
    category: reference.category,
    detectionSource: 'CustomDetection',
    mitreTechniques: [],
    machineId: event.deviceId,
    firstEventTicks: event.ticks,
    lastEventTicks: event.ticks,
    evidence,
    ...(relatedUser && { relatedUser }),
  };
};

/** `POST /api/alerts/CreateAlertByReference` */
export const createAlertByReference: OperationHandler = async call => {
  const { db, body, clock, entropy, principal } = call;
  const reference = body as Reference;
  const ticks = parseTicks(reference.eventTime.trim());
  if (ticks === undefined)
    return fail(apiFailure('InvalidRequestBody', 'Request body is incorrect: eventTime is no ISO 8601 time'));
  const name = eventOf(reference, ticks);
  const found = name ? await findEvent(call, name) : ok(undefined);
  if (!found.ok) return found;
  if (!name || !found.value) return fail(notFound('Event', String(reference.reportId)));
  // A second call is no repetition of the first: an open alert of the same title takes its event in.
  const deduplicationKey = `reference ${entropy.uuid()}`;
  const alert = { ...alertOf(reference, name, found.value), deduplicationKey };
  // An automated investigation starts on alerts made this way (reference: defender-endpoint-core, section 2.5).
  const wish = { requestor: authorOf(principal), comment: reference.title };
  const raised = await raiseInvestigatedAlert(db, alert, wish, { clock, entropy });
  return ok(alertReply(call, raised));
};
