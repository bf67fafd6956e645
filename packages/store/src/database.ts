import type { AuditTables } from './tables/audit.ts';
import type { ClientCredentialTables } from './tables/client-credentials.ts';
import type { DetectionTables } from './tables/detection-rules.ts';
import type { DeviceGroupTables } from './tables/device-groups.ts';
import type { DirectoryTables } from './tables/directory.ts';
import type { HuntingFunctionTables } from './tables/hunting-functions.ts';
import type { IndicatorTables } from './tables/indicators.ts';
import type { LiveResponseTables } from './tables/live-response.ts';
import type { PartnerTables } from './tables/partner-customers.ts';
import type { QuotaTables } from './tables/quota-windows.ts';
import type { RefusalTables } from './tables/refusals.ts';
import type { SecurityTables } from './tables/security.ts';
import type { SignInTables } from './tables/sign-in.ts';

/**
 * Every table that the store knows, for Kysely. A table is described beside its subject in `tables/`.
 *
 * `int8` columns are read as `bigint`, `timestamptz` as `Date`, `uuid` as lower-case text, `jsonb` as parsed values.
 */
export interface Database
  extends AuditTables,
    ClientCredentialTables,
    DetectionTables,
    DeviceGroupTables,
    DirectoryTables,
    HuntingFunctionTables,
    IndicatorTables,
    LiveResponseTables,
    PartnerTables,
    QuotaTables,
    RefusalTables,
    SecurityTables,
    SignInTables {}
