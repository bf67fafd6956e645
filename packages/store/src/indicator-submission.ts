import type { Ticks } from '@vakt/contract/ticks';
import { type Insertable, type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { INDICATOR_COLUMNS, type Indicator } from './indicators.ts';
import type { IndicatorsTable } from './tables/indicators.ts';

/** What a caller says of an indicator. */
export type IndicatorDraft = Pick<
  Insertable<IndicatorsTable>,
  | 'indicator_type'
  | 'indicator_value'
  | 'match_key'
  | 'action'
  | 'severity'
  | 'application'
  | 'title'
  | 'description'
  | 'recommended_actions'
  | 'educate_url'
  | 'external_id'
  | 'generate_alert'
  | 'rbac_group_names'
  | 'expires_ticks'
>;

/** Who submits indicators, and what of others' work that caller may change. */
export interface Submitter
  extends Pick<
    Insertable<IndicatorsTable>,
    'owner_id' | 'created_by' | 'created_by_display_name' | 'source_type'
  > {
  readonly mayChangeAll: boolean;
}

export interface SubmissionOptions {
  readonly submitter: Submitter;
  readonly now: Ticks;
  /** How many indicators the tenant can have. */
  readonly capacity: number;
}

/** What became of a draft. */
export type SubmissionOutcome =
  | { readonly kind: 'saved'; readonly indicator: Indicator }
  /** Somebody else's, and the submitter may change only his own. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'full' };

const nameOf = ({
  indicator_type,
  match_key,
}: Pick<IndicatorDraft, 'indicator_type' | 'match_key'>): string => `${indicator_type} ${match_key}`;

/** Submissions of a tenant take turns: two at once could go beyond the capacity together. */
const lockSubmissions = async (transaction: Kysely<Database>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(
    hashtextextended(current_setting('vakt.tenant') || ' indicators', 0))`.execute(transaction);
};

/** What has expired is not there any more: its value can be submitted afresh. */
const deleteExpired = async (transaction: Kysely<Database>, now: Ticks): Promise<void> => {
  await transaction.deleteFrom('indicators').where('expires_ticks', '<=', now).execute();
};

/** The owners of those of the drafts' indicators that exist. */
const readOwners = async (
  transaction: Kysely<Database>,
  drafts: readonly IndicatorDraft[],
): Promise<ReadonlyMap<string, string>> => {
  const rows = await transaction
    .selectFrom('indicators')
    .select(['indicator_type', 'match_key', 'owner_id'])
    .where('indicator_type', 'in', [...new Set(drafts.map(({ indicator_type }) => indicator_type))])
    .where(
      'match_key',
      'in',
      drafts.map(({ match_key }) => match_key),
    )
    .execute();
  return new Map(rows.map(row => [nameOf(row), row.owner_id]));
};

const readRoom = async (transaction: Kysely<Database>, capacity: number): Promise<number> => {
  const { total } = await transaction
    .selectFrom('indicators')
    .select(eb => eb.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  return capacity - Number(total);
};

const upsert = async (
  transaction: Kysely<Database>,
  drafts: readonly IndicatorDraft[],
  { submitter, now }: SubmissionOptions,
): Promise<ReadonlyMap<string, Indicator>> => {
  if (drafts.length === 0) return new Map();
  const { mayChangeAll: _, ...creator } = submitter;
  const rows = await transaction
    .insertInto('indicators')
    .values(drafts.map(draft => ({ ...draft, ...creator, created_ticks: now, updated_ticks: now })))
    .onConflict(conflict =>
      conflict.constraint('indicators_match_key').doUpdateSet(row => ({
        indicator_value: row.ref('excluded.indicator_value'),
        action: row.ref('excluded.action'),
        severity: row.ref('excluded.severity'),
        title: row.ref('excluded.title'),
        description: row.ref('excluded.description'),
        recommended_actions: row.ref('excluded.recommended_actions'),
        educate_url: row.ref('excluded.educate_url'),
        external_id: row.ref('excluded.external_id'),
        generate_alert: row.ref('excluded.generate_alert'),
        rbac_group_names: row.ref('excluded.rbac_group_names'),
        expires_ticks: row.ref('excluded.expires_ticks'),
        last_updated_by: creator.created_by,
        updated_ticks: now,
      })),
    )
    .returning([...INDICATOR_COLUMNS, 'match_key'])
    .execute();
  return new Map(rows.map(({ match_key, ...indicator }) => [nameOf({ ...indicator, match_key }), indicator]));
};

/**
 * Stores drafts, each as a new indicator or in place of what the one of its type and value said; of drafts with the same
 * type and value the last one holds.
 *
 * @param drafts at least one.
 * @returns what became of each, in their order.
 */
export const submitIndicators = (
  db: Kysely<Database>,
  drafts: readonly IndicatorDraft[],
  options: SubmissionOptions,
): Promise<SubmissionOutcome[]> =>
  db.transaction().execute(async transaction => {
    const { submitter, now, capacity } = options;
    await lockSubmissions(transaction);
    await deleteExpired(transaction, now);
    const owners = await readOwners(transaction, drafts);
    const byName = new Map(drafts.map(draft => [nameOf(draft), draft]));
    const room = await readRoom(transaction, capacity);
    const fresh = new Set([...byName.keys()].filter(name => !owners.has(name)).slice(0, Math.max(0, room)));
    const isForeign = (name: string): boolean =>
      !submitter.mayChangeAll && owners.has(name) && owners.get(name) !== submitter.owner_id;
    const accepted = [...byName]
      .filter(([name]) => fresh.has(name) || (owners.has(name) && !isForeign(name)))
      .map(([, draft]) => draft);
    const saved = await upsert(transaction, accepted, options);
    return drafts.map(draft => {
      const indicator = saved.get(nameOf(draft));
      if (indicator) return { kind: 'saved', indicator };
      return { kind: isForeign(nameOf(draft)) ? 'foreign' : 'full' };
    });
  });
