import { ok, type Result } from '@vakt/contract/result';
import { TICKS_PER_DAY, type Ticks } from '@vakt/contract/ticks';
import { countAlertsNaming, entitiesIn } from '@vakt/store/alert-entities';
import type { Alert } from '@vakt/store/alerts';
import type { Database } from '@vakt/store/database';
import { findDevices } from '@vakt/store/devices';
import { findIndicatorsByKey, type MatchedIndicator } from '@vakt/store/indicator-matching';
import { listAlertsOfInvestigation } from '@vakt/store/investigation-progress';
import type { Investigation } from '@vakt/store/investigations';
import { listQuarantinedFiles } from '@vakt/store/machine-actions';
import type { Kysely } from 'kysely';
import type { ApiFailure } from '../../failure.ts';
import type { Asker } from '../../lake/ask-lake.ts';
import { readActivity, type Scene } from './device-activity.ts';
import { findingsOfAlerts, findingsOfAntivirus, findingsOfIndicators } from './findings.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { distinctSuspects, type Suspect, suspectsIn } from './suspects.ts';

const MOST_ALERTS = 100;
/** What led to an alert lies before it. */
const LOOK_BACK = TICKS_PER_DAY;
/** Events are not kept longer (reference: defender-endpoint-core, section 13). */
const LONGEST_LOOK_BACK = 30n * TICKS_PER_DAY;

const latest = (one: Ticks, other: Ticks): Ticks => (one > other ? one : other);

/** From a day before the first event of its alerts until now. */
const sceneOf = (
  { machine_id, started_ticks }: Investigation,
  alerts: readonly Alert[],
  now: Ticks,
): Scene => {
  const first = alerts.reduce(
    (earliest, { first_event_ticks }) => (first_event_ticks < earliest ? first_event_ticks : earliest),
    started_ticks,
  );
  return { machineId: machine_id, from: latest(first - LOOK_BACK, now - LONGEST_LOOK_BACK), to: now };
};

/** Indicators about the suspects; one for some device groups holds for the devices of those groups alone. */
const indicatorsAbout = async (
  db: Kysely<Database>,
  machineId: string,
  suspects: readonly Suspect[],
  now: Ticks,
): Promise<MatchedIndicator[]> => {
  const keys = suspects.flatMap(suspect => suspect.keys);
  const [indicators, devices] = await Promise.all([
    findIndicatorsByKey(db, keys, now),
    findDevices(db, [machineId], now),
  ]);
  const group = devices.get(machineId)?.rbac_group_name ?? '';
  return indicators.filter(
    ({ rbac_group_names }) => rbac_group_names.length === 0 || rbac_group_names.includes(group),
  );
};

/** Looks at a device's alerts and events, and at what indicators and the antivirus say of them. */
export const examine = async (
  db: Kysely<Database>,
  asker: Asker,
  investigation: Investigation,
  now: Ticks,
): Promise<Result<Outcome, ApiFailure>> => {
  const { investigation_id, machine_id } = investigation;
  const alerts = await listAlertsOfInvestigation(db, investigation_id, MOST_ALERTS);
  const scene = sceneOf(investigation, alerts, now);
  const found = await readActivity(asker, scene);
  if (!found.ok) return found;
  const activity = found.value;
  const evidence = alerts.flatMap(alert => alert.evidence);
  const suspects = distinctSuspects([...evidence.flatMap(suspectsIn), ...activity.suspects]);
  const findings = [
    ...findingsOfIndicators(suspects, await indicatorsAbout(db, machine_id, suspects, now)),
    ...findingsOfAntivirus(activity.antivirus),
    ...findingsOfAlerts(alerts),
  ];
  const relatedAlerts = await countAlertsNaming(db, evidence.flatMap(entitiesIn), investigation_id);
  const quarantined = await listQuarantinedFiles(db, machine_id, scene.from);
  const examined = { scene, alerts: alerts.length, relatedAlerts, suspects, activity };
  return ok(outcomeOf(examined, findings, new Set(quarantined)));
};
