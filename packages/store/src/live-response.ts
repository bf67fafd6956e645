import { formatTicks, type Ticks } from '@vakt/contract/ticks';
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { beginMachineAction, type MachineAction, type NewMachineAction } from './machine-actions.ts';
import { storableJson } from './storable-text.ts';
import type { StoredCommand } from './tables/machine-actions.ts';
import { inTransaction } from './transaction.ts';

const TYPE = 'LiveResponse';

/** A device's word on a command. */
export interface CommandProgress {
  readonly status: 'InProgress' | 'Completed' | 'Failed';
  readonly errors: readonly string[];
}

/** A command of a session of a device. */
export interface CommandPlace {
  readonly actionId: string;
  readonly machineId: string;
  readonly index: number;
}

/**
 * Begins a session.
 *
 * @param most how many sessions of the tenant may be open.
 * @returns the action; `tenant-busy` when so many are open; `device-busy` when the device has an open one.
 */
export const beginLiveResponse = (
  db: Kysely<Database>,
  action: Omit<NewMachineAction, 'type'>,
  most: number,
): Promise<MachineAction | 'device-busy' | 'tenant-busy'> =>
  inTransaction(db, async transaction => {
    // One beginning of a tenant at a time, or two would both find the last place free.
    await sql`select pg_advisory_xact_lock(hashtext('session ' || current_setting('vakt.tenant')))`.execute(
      transaction,
    );
    const { open } = await transaction
      .selectFrom('machine_actions')
      .select(eb => eb.fn.countAll<bigint>().as('open'))
      .where('type', '=', TYPE)
      // As a literal: a plan that is kept for any value would not find the index that holds this.
      .where(sql<boolean>`status in ('Pending', 'InProgress')`)
      .executeTakeFirstOrThrow();
    if (Number(open) >= most) return 'tenant-busy';
    return (await beginMachineAction(transaction, { ...action, type: TYPE })) ?? 'device-busy';
  });

const openSession = (db: Kysely<Database>, { actionId, machineId }: Omit<CommandPlace, 'index'>) =>
  db
    .selectFrom('machine_actions')
    .select('commands')
    .where('action_id', '=', actionId)
    .where('machine_id', '=', machineId)
    .where('type', '=', TYPE)
    .where('status', 'in', ['Pending', 'InProgress']);

/** The command that is the turn's, if it is that of `index`: all before it are done, and it has not ended. */
const commandInTurn = (commands: readonly StoredCommand[], index: number): StoredCommand | undefined => {
  const turn = commands.find(({ commandStatus }) => commandStatus !== 'Completed');
  return turn?.index === index && turn.commandStatus === 'Created' ? turn : undefined;
};

/** The command that a device may work on now; `undefined` when it is not its turn, not the device's, or over. */
export const findCommandInTurn = async (
  db: Kysely<Database>,
  place: CommandPlace,
): Promise<StoredCommand | undefined> => {
  const session = await openSession(db, place).executeTakeFirst();
  return session && commandInTurn(session.commands, place.index);
};

const progressed = (
  command: StoredCommand,
  { status, errors }: CommandProgress,
  now: Ticks,
): StoredCommand => {
  const at = formatTicks(now);
  if (status === 'InProgress') return { ...command, startTime: at };
  return {
    ...command,
    startTime: command.startTime ?? at,
    endTime: at,
    commandStatus: status,
    errors: [...errors],
  };
};

/** Writes a device's word on a command down; `false` when the command is not in turn, or the session not the device's. */
export const recordCommandProgress = (
  db: Kysely<Database>,
  place: CommandPlace,
  progress: CommandProgress,
  now: Ticks,
): Promise<boolean> =>
  inTransaction(db, async transaction => {
    const session = await openSession(transaction, place).forUpdate().executeTakeFirst();
    const command = session && commandInTurn(session.commands, place.index);
    if (!command) return false;
    const changed = progressed(command, progress, now);
    await transaction
      .updateTable('machine_actions')
      .set({
        commands: storableJson(session.commands.map(known => (known === command ? changed : known))),
        updated_ticks: now,
      })
      .where('action_id', '=', place.actionId)
      .execute();
    return true;
  });
