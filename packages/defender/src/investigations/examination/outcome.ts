import { formatTicks } from '@vakt/contract/ticks';
import { type DeviceActivity, MOST_VALUES, type Scene } from './device-activity.ts';
import type { Finding } from './findings.ts';
import type { Suspect } from './suspects.ts';

/** How an investigation ended. */
export interface Outcome {
  readonly state: string;
  readonly details: string;
}

/** What was looked at. */
export interface Examined {
  readonly scene: Scene;
  readonly alerts: number;
  /** Other alerts of the tenant that name the same entities. */
  readonly relatedAlerts: number;
  readonly suspects: readonly Suspect[];
  readonly activity: DeviceActivity;
}

const MOST_NAMED = 20;

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const lookedAt = ({ scene, alerts, suspects, activity }: Examined): string => {
  const files = suspects.filter(({ kind }) => kind === 'file').length;
  const seen = [
    plural(alerts, 'alert'),
    plural(activity.processes, 'process', 'processes'),
    plural(files, 'file'),
    plural(suspects.length - files, 'address or domain', 'addresses and domains'),
    plural(activity.users.length, 'user'),
  ];
  return `Looked at ${seen.join(', ')} of the device from ${formatTicks(scene.from)} to ${formatTicks(scene.to)}.`;
};

/** What a person must know before he relies on the rest. */
const gaps = ({ activity }: Examined): string[] =>
  activity.isCut ? [`Of each kind the first ${MOST_VALUES} different values were looked at.`] : [];

const related = ({ relatedAlerts }: Examined): string[] =>
  relatedAlerts > 0
    ? [
        `${plural(relatedAlerts, 'other alert')} of the tenant name${relatedAlerts === 1 ? 's' : ''} the same.`,
      ]
    : [];

const named = (verdict: Finding['verdict'], findings: readonly Finding[]): string[] => {
  const texts = findings.filter(finding => finding.verdict === verdict).map(({ text }) => text);
  if (texts.length === 0) return [];
  const further = texts.length > MOST_NAMED ? `; and ${texts.length - MOST_NAMED} more` : '';
  return [`${verdict}: ${texts.slice(0, MOST_NAMED).join('; ')}${further}.`];
};

const stateOf = (findings: number, remediated: number): string => {
  if (findings === 0) return 'Benign';
  if (remediated === 0) return 'PartiallyInvestigated';
  return remediated === findings ? 'SuccessfullyRemediated' : 'PartiallyRemediated';
};

/**
 * What an investigation comes to. It removes nothing itself: what is remediated was, by response actions.
 *
 * @param quarantined SHA-1 of the files that response actions have quarantined on the device.
 */
export const outcomeOf = (
  examined: Examined,
  findings: readonly Finding[],
  quarantined: ReadonlySet<string>,
): Outcome => {
  const remediated = findings.filter(
    ({ sha1s }) => sha1s.length > 0 && sha1s.every(sha1 => quarantined.has(sha1)),
  ).length;
  const verdict =
    findings.length === 0
      ? ['No threats were found.']
      : [
          ...named('Malicious', findings),
          ...named('Suspicious', findings),
          `Quarantined on the device: ${remediated} of ${findings.length}.`,
        ];
  return {
    state: stateOf(findings.length, remediated),
    details: [lookedAt(examined), ...gaps(examined), ...verdict, ...related(examined)].join(' '),
  };
};
