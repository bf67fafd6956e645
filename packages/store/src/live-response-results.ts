import type { Ticks } from '@vakt/contract/ticks';
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { type CommandPlace, findCommandInTurn } from './live-response.ts';
import { inTransaction } from './transaction.ts';

/** What a command gave. */
export interface CommandResult {
  /** The name under which it is downloaded. */
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** Deletes the oldest results beyond so many bytes. */
const forgetOldest = (transaction: Kysely<Database>, mostBytes: number) =>
  sql`
    delete from live_response_results where (action_id, command_index) in (
      select action_id, command_index from (
        select action_id, command_index,
          sum(size) over (order by created_ticks desc, action_id, command_index) as total
        from live_response_results
      ) as results
      where total > ${mostBytes}
    )`.execute(transaction);

/**
 * Keeps what the command in turn gave, in place of an earlier upload of it; the tenant's oldest results make room.
 *
 * @returns whether the device has such a command under way.
 */
export const keepCommandResult = (
  db: Kysely<Database>,
  place: CommandPlace,
  { fileName, content }: CommandResult,
  { now, mostBytes }: { readonly now: Ticks; readonly mostBytes: number },
): Promise<boolean> =>
  inTransaction(db, async transaction => {
    if (!(await findCommandInTurn(transaction, place))) return false;
    const row = {
      file_name: fileName,
      size: content.length,
      content: Buffer.from(content),
      created_ticks: now,
    };
    await transaction
      .insertInto('live_response_results')
      .values({ ...row, action_id: place.actionId, command_index: place.index })
      .onConflict(conflict => conflict.columns(['tenant_id', 'action_id', 'command_index']).doUpdateSet(row))
      .execute();
    await forgetOldest(transaction, mostBytes);
    return true;
  });

/** Whether the result of a command is kept. */
export const hasCommandResult = async (
  db: Kysely<Database>,
  actionId: string,
  index: number,
): Promise<boolean> => {
  const row = await db
    .selectFrom('live_response_results')
    .select('command_index')
    .where('action_id', '=', actionId)
    .where('command_index', '=', index)
    .executeTakeFirst();
  return row !== undefined;
};

/** The result of a command; `undefined` when it is not kept. */
export const readCommandResult = async (
  db: Kysely<Database>,
  actionId: string,
  index: number,
): Promise<CommandResult | undefined> => {
  const row = await db
    .selectFrom('live_response_results')
    .select(['file_name', 'content'])
    .where('action_id', '=', actionId)
    .where('command_index', '=', index)
    .executeTakeFirst();
  return row && { fileName: row.file_name, content: row.content };
};
