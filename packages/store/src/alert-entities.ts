import type { AlertEvidence } from '@vakt/contract/evidence';
import { canonicalAddress, comparableUrl } from '@vakt/contract/indicator-value';
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { storableText } from './storable-text.ts';
import type { StoredUser } from './tables/alerts.ts';

/** An entity by which alerts are found. */
export interface AlertEntity {
  readonly kind: 'file' | 'ip' | 'domain' | 'user';
  readonly name: string;
}

/** The parts of evidence that name entities. */
type NamingEvidence = Partial<Pick<AlertEvidence, 'sha1' | 'ipAddress' | 'url' | 'accountName'>>;

/** Names of entities are not longer; telemetry may hold what no index takes. */
export const LONGEST_NAME = 512;

/** A file by its SHA-1. */
export const fileEntity = (sha1: string): AlertEntity => ({ kind: 'file', name: sha1.toLowerCase() });
/** An address, in whatever form it is written. */
export const addressEntity = (address: string): AlertEntity => ({
  kind: 'ip',
  name: canonicalAddress(address) ?? address,
});
/** A domain by its canonical name. */
export const domainEntity = (domain: string): AlertEntity => ({ kind: 'domain', name: domain });
/** A user by the account's name, without its domain. */
export const userEntity = (accountName: string): AlertEntity => ({
  kind: 'user',
  name: accountName.toLowerCase(),
});

/** The entities that evidence names. */
export const entitiesIn = ({ sha1, ipAddress, url, accountName }: NamingEvidence): AlertEntity[] => {
  const host = url ? comparableUrl(url)?.host : undefined;
  return [
    ...(sha1 ? [fileEntity(sha1)] : []),
    ...(ipAddress ? [addressEntity(ipAddress)] : []),
    ...(host ? [domainEntity(host)] : []),
    ...(accountName ? [userEntity(accountName)] : []),
  ];
};

/** Notes what an alert is about; what was noted before stays. */
export const noteAlertEntities = async (
  db: Kysely<Database>,
  alertId: string,
  evidence: readonly NamingEvidence[],
  relatedUser?: StoredUser,
): Promise<void> => {
  const entities = [
    ...evidence.flatMap(entitiesIn),
    ...(relatedUser?.userName ? [userEntity(relatedUser.userName)] : []),
  ];
  const named = entities.filter(({ name }) => name.length <= LONGEST_NAME);
  if (named.length === 0) return;
  await db
    .insertInto('alert_entities')
    .values(named.map(({ kind, name }) => ({ kind, name: storableText(name), alert_id: alertId })))
    .onConflict(conflict => conflict.doNothing())
    .execute();
};

/** Related alerts are counted no further. */
const MOST_COUNTED = 1_000;

/** How many alerts outside an investigation name one of the entities, at most 1,000. */
export const countAlertsNaming = async (
  db: Kysely<Database>,
  entities: readonly AlertEntity[],
  investigationId: bigint,
): Promise<number> => {
  if (entities.length === 0) return 0;
  const wanted = sql<{ kind: string; name: string }>`unnest(
    ${entities.map(({ kind }) => kind)}::text[], ${entities.map(({ name }) => storableText(name))}::text[])`;
  const found = await db
    .selectFrom('alert_entities')
    .innerJoin(wanted.as<'wanted'>(sql`wanted(kind, name)`), join =>
      join.onRef('alert_entities.kind', '=', 'wanted.kind').onRef('alert_entities.name', '=', 'wanted.name'),
    )
    .innerJoin('alerts', 'alerts.alert_id', 'alert_entities.alert_id')
    .select('alert_entities.alert_id')
    .distinct()
    .where(sql<boolean>`alerts.investigation_id is distinct from ${investigationId}::bigint`)
    .limit(MOST_COUNTED)
    .execute();
  return found.length;
};
