import type { Alert } from '@vakt/store/alerts';
import type { MatchedIndicator, MatchKey } from '@vakt/store/indicator-matching';
import { MANUAL_START } from '../manual-start.ts';
import type { AntivirusFinding } from './device-activity.ts';
import type { Suspect } from './suspects.ts';

/** Something that an investigation found. */
export interface Finding {
  readonly verdict: 'Malicious' | 'Suspicious';
  /** What it is and why, for people. */
  readonly text: string;
  /** The files that it is about: when they are all quarantined, it is remediated. */
  readonly sha1s: readonly string[];
}

const BLOCKING: ReadonlySet<string> = new Set(['Block', 'BlockAndRemediate', 'AlertAndBlock']);
const GRAVE: ReadonlySet<string> = new Set(['Medium', 'High']);
const HARMLESS: ReadonlySet<string | null> = new Set(['FalsePositive', 'InformationalExpectedActivity']);

const nameOf = ({ type, key }: MatchKey): string => `${type} ${key}`;

/** What indicators say of the suspects; one that allows a thing is stronger than those that do not. */
export const findingsOfIndicators = (
  suspects: readonly Suspect[],
  indicators: readonly MatchedIndicator[],
): Finding[] => {
  const byKey = Map.groupBy(indicators, ({ indicator_type, match_key }) => `${indicator_type} ${match_key}`);
  return suspects.flatMap(({ label, keys, sha1 }): Finding[] => {
    const matched = keys.flatMap(key => byKey.get(nameOf(key)) ?? []);
    if (matched.some(({ action }) => action === 'Allowed')) return [];
    const [indicator] = matched.toSorted(
      (one, other) => Number(BLOCKING.has(other.action)) - Number(BLOCKING.has(one.action)),
    );
    if (!indicator) return [];
    const { indicator_id, action } = indicator;
    return [
      {
        verdict: BLOCKING.has(action) ? 'Malicious' : 'Suspicious',
        text: `${label}: indicator ${indicator_id} (${action})`,
        sha1s: sha1 === undefined ? [] : [sha1],
      },
    ];
  });
};

/** What the antivirus on the device said. */
export const findingsOfAntivirus = (detections: readonly AntivirusFinding[]): Finding[] =>
  detections.map(({ label, threat, sha1 }) => ({
    verdict: 'Malicious',
    text: `${label}: antivirus detected ${threat}`,
    sha1s: sha1 === undefined ? [] : [sha1],
  }));

const filesOf = ({ evidence }: Alert): string[] => [
  ...new Set(evidence.flatMap(({ sha1 }) => (sha1 ? [sha1.toLowerCase()] : []))),
];

/** What the alerts of an investigation say by themselves: the grave ones that nobody has judged harmless. */
export const findingsOfAlerts = (alerts: readonly Alert[]): Finding[] =>
  alerts
    .filter(
      ({ rule_key, severity, classification }) =>
        rule_key !== MANUAL_START &&
        !HARMLESS.has(classification) &&
        (GRAVE.has(severity) || classification === 'TruePositive'),
    )
    .map(alert => ({
      verdict: alert.classification === 'TruePositive' ? 'Malicious' : 'Suspicious',
      text: `alert ${alert.alert_id}: ${alert.title} (${alert.severity})`,
      sha1s: filesOf(alert),
    }));
