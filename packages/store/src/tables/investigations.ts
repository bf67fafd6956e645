import type { Generated, GeneratedAlways } from 'kysely';

/** Automated investigations of devices. Times are .NET ticks. */
export interface InvestigationsTable {
  tenant_id: Generated<string>;
  investigation_id: GeneratedAlways<bigint>;
  machine_id: string;
  computer_dns_name: string;
  triggering_alert_id: string;
  state: string;
  /** What was found, in words. */
  status_details: string | null;
  cancelled_by: string | null;
  requestor: string;
  requestor_comment: string;
  started_ticks: bigint;
  ended_ticks: bigint | null;
  /** Until then one server process works on it; after that another one may. */
  taken_until_ticks: Generated<bigint>;
}
