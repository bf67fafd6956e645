import type { EntityColumns } from '@vakt/contract/event-evidence';

/** The severities that an alert can have (reference: defender-endpoint-core, section 10.1). */
export const severities = ['Informational', 'Low', 'Medium', 'High'] as const;
export type Severity = (typeof severities)[number];

/** The categories that an alert can have (reference: defender-endpoint-core, section 2.5, and ATT&CK's tactics). */
export const categories = [
  'General',
  'SuspiciousActivity',
  'InitialAccess',
  'Execution',
  'Persistence',
  'PrivilegeEscalation',
  'DefenseEvasion',
  'CredentialAccess',
  'Discovery',
  'LateralMovement',
  'Collection',
  'CommandAndControl',
  'Exfiltration',
  'Impact',
  'Exploit',
  'Malware',
  'Ransomware',
  'UnwantedSoftware',
] as const;
export type Category = (typeof categories)[number];

/** Entities of rows about a process that was created: the row's own process, and who runs it. */
export const CREATED_PROCESS: EntityColumns = { process: 'ProcessId', account: 'AccountName' };

/** Entities of rows about something that a process did. */
export const ACTING_PROCESS: EntityColumns = {
  process: 'InitiatingProcessId',
  account: 'InitiatingProcessAccountName',
};

/** What an alert of a rule says. Title and description may name columns of the hit: `{{FileName}}`. */
export interface AlertTemplate {
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly category: Category;
  /** ATT&CK technique ids, `T1003.001`. */
  readonly techniques: readonly string[];
  readonly recommendedActions: string;
}

/** A rule that Vakt brings along: a file under `rules/`, whose path is its id. */
export interface BuiltInRule extends AlertTemplate {
  readonly id: string;
  readonly entities: EntityColumns;
  /** KQL; each row is a hit and has `Timestamp`, `DeviceId` and `ReportId`. */
  readonly query: string;
  /** How far back, by arrival, a query that joins or aggregates looks. Row-by-row queries need none. */
  readonly lookbackMinutes?: number;
  /** Columns whose values keep hits on one device apart that would otherwise share an alert. */
  readonly groupBy?: readonly string[];
}

/** A rule as the engine runs it, whoever wrote it. */
export interface DetectionRule extends AlertTemplate {
  /** Names the rule within its tenant: the path of a built-in rule, the number of a tenant's own. */
  readonly key: string;
  /** The GUID that alerts carry as `detectorId`; indicators have none. */
  readonly detectorId: string | undefined;
  /** Who wrote it: Vakt, or the tenant as a rule or as an indicator. */
  readonly source: 'Vakt' | 'Tenant' | 'Indicator';
  readonly query: string;
  readonly lookbackMinutes: number;
  readonly groupBy: readonly string[];
  /** `undefined`: the entities follow from the columns of the result. */
  readonly entities: EntityColumns | undefined;
}
