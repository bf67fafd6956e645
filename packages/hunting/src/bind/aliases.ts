import { type HuntingColumn, type HuntingTable, huntingTables } from '@vakt/contract/hunting/tables';

/** A name that published queries still use for a column of today. */
interface ColumnAlias {
  readonly name: string;
  readonly column: string;
  /** The tables that had the name; omitted, every table that has the column. */
  readonly tables?: readonly string[];
}

const MAIL = ['EmailEvents', 'EmailAttachmentInfo'];
const PEOPLE = ['IdentityInfo'];

/**
 * Earlier names of columns (reference: hunting-action-types, renamed values and columns) and the workspace's spellings of
 * the same columns, as where both kinds of tables are hunted together.
 */
const COLUMN_ALIASES: readonly ColumnAlias[] = [
  { name: 'TimeGenerated', column: 'Timestamp' },
  { name: 'AccountUPN', column: 'AccountUpn' },
  { name: 'ISP', column: 'Isp' },
  { name: 'Isp', column: 'ISP' },
  { name: 'FinalEmailAction', column: 'EmailAction', tables: MAIL },
  { name: 'FinalEmailActionPolicy', column: 'EmailActionPolicy', tables: MAIL },
  { name: 'FinalEmailActionPolicyGuid', column: 'EmailActionPolicyGuid', tables: MAIL },
  { name: 'MalwareFilterVerdict', column: 'ThreatTypes', tables: MAIL },
  { name: 'PhishFilterVerdict', column: 'ThreatTypes', tables: MAIL },
  { name: 'MalwareDetectionMethod', column: 'DetectionMethods', tables: MAIL },
  { name: 'PhishDetectionMethod', column: 'DetectionMethods', tables: MAIL },
  { name: 'DeviceObjectId', column: 'AadDeviceId', tables: ['DeviceInfo'] },
  { name: 'RiskLevelDuringSignIn', column: 'RiskDetails', tables: ['AADSignInEventsBeta'] },
  { name: 'AccountSID', column: 'OnPremSid', tables: PEOPLE },
  { name: 'AccountCloudSID', column: 'CloudSid', tables: PEOPLE },
  { name: 'AccountCreationTime', column: 'CreatedDateTime', tables: PEOPLE },
  { name: 'AccountTenantId', column: 'TenantId', tables: PEOPLE },
  { name: 'AdditionalMailAddresses', column: 'OtherMailAddresses', tables: PEOPLE },
  { name: 'MailAddress', column: 'EmailAddress', tables: PEOPLE },
  { name: 'OnPremisesDistinguishedName', column: 'DistinguishedName', tables: PEOPLE },
  { name: 'OnPremisesAccountObjectId', column: 'OnPremObjectId', tables: PEOPLE },
  { name: 'RiskState', column: 'RiskStatus', tables: PEOPLE },
  { name: 'StreetAddress', column: 'Address', tables: PEOPLE },
  { name: 'UserType', column: 'TenantMembershipType', tables: PEOPLE },
  { name: 'EventTime', column: 'Timestamp' },
  { name: 'MachineId', column: 'DeviceId' },
  { name: 'ComputerName', column: 'DeviceName' },
];

/** Earlier names of tables (reference: hunting-action-types, renamed values and columns; defender-endpoint-core). */
const TABLE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['AppFileEvents', 'CloudAppEvents'],
  ['AccountInfo', 'IdentityInfo'],
  ['GraphApiAuditEvents', 'GraphAPIAuditEvents'],
  ['ProcessCreationEvents', 'DeviceProcessEvents'],
  ['NetworkCommunicationEvents', 'DeviceNetworkEvents'],
  ['FileCreationEvents', 'DeviceFileEvents'],
  ['RegistryEvents', 'DeviceRegistryEvents'],
  ['LogonEvents', 'DeviceLogonEvents'],
  ['ImageLoadEvents', 'DeviceImageLoadEvents'],
  ['MiscEvents', 'DeviceEvents'],
  ['MachineInfo', 'DeviceInfo'],
  ['MachineNetworkInfo', 'DeviceNetworkInfo'],
]);

/** The names above that `text` uses. */
export const aliasesIn = (text: string): ReadonlySet<string> => {
  const words = new Set(text.match(/[A-Za-z]+/g) ?? []);
  const known = [...COLUMN_ALIASES.map(({ name }) => name), ...TABLE_ALIASES.keys()];
  return new Set(known.filter(name => words.has(name)));
};

/** The stored table of which `name` is the name, or was. */
export const tableNamed = (name: string): HuntingTable | undefined =>
  huntingTables.get(TABLE_ALIASES.get(name) ?? name);

const appliesTo = ({ column, tables }: ColumnAlias, table: HuntingTable): boolean =>
  (tables?.includes(table.name) ?? true) && table.columns.some(({ name }) => name === column);

/** The lake's own column with the time at which a row came. */
export const STORED_INGESTION_TIME = '_IngestedAt';

const TIME_ALIAS = 'TimeGenerated';

const hasTime = ({ columns }: HuntingTable): boolean =>
  columns.some(({ name }) => name === 'Timestamp' || name === TIME_ALIAS);

/** The stored column of `table` that a query calls `name`. A table without times of its own has that of its rows' arrival. */
export const columnNamed = (table: HuntingTable, name: string): HuntingColumn | undefined => {
  const own = table.columns.find(column => column.name === name);
  if (name === TIME_ALIAS && !hasTime(table)) return { name: STORED_INGESTION_TIME, type: 'datetime' };
  const alias = COLUMN_ALIASES.find(candidate => candidate.name === name && appliesTo(candidate, table));
  return own ?? table.columns.find(column => column.name === alias?.column);
};

/** Every table as a query that uses `aliases` sees it: earlier names stand right behind the names of today. */
export const tablesWith = (aliases: ReadonlySet<string>): HuntingTable[] => {
  const today = [...huntingTables.values()];
  const earlier = [...TABLE_ALIASES].flatMap(([name, target]) => {
    const table = aliases.has(name) ? huntingTables.get(target) : undefined;
    return table ? [{ ...table, name }] : [];
  });
  return [...today, ...earlier].map(table => ({ ...table, columns: columnsWith(table, aliases) }));
};

const columnsWith = (table: HuntingTable, aliases: ReadonlySet<string>): HuntingColumn[] => {
  const stored = tableNamed(table.name) ?? table;
  const own = new Set(stored.columns.map(({ name }) => name));
  const arrival: HuntingColumn[] =
    aliases.has(TIME_ALIAS) && !hasTime(stored) ? [{ name: TIME_ALIAS, type: 'datetime' }] : [];
  const columns = stored.columns.flatMap(column => {
    const also = COLUMN_ALIASES.filter(
      alias =>
        aliases.has(alias.name) &&
        !own.has(alias.name) &&
        alias.column === column.name &&
        appliesTo(alias, stored),
    );
    return [column, ...also.map(({ name }) => ({ name, type: column.type }))];
  });
  return [...columns, ...arrival];
};
