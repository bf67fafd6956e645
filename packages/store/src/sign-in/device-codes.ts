import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { DeviceCodesTable } from '../tables/sign-in.ts';

export type DeviceCode = Selectable<DeviceCodesTable>;

export interface NewDeviceCode {
  readonly deviceCodeHash: Buffer;
  readonly userCode: string;
  readonly payload: object;
  readonly expiresAt: Date;
}

/** `false` when another device has the same user code at the moment. */
export const insertDeviceCode = async (
  authority: Kysely<Database>,
  code: NewDeviceCode,
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await authority
    .insertInto('device_codes')
    .values({
      device_code_hash: code.deviceCodeHash,
      user_code: code.userCode,
      payload: JSON.stringify(code.payload),
      state: 'pending',
      expires_at: code.expiresAt,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

export const findDeviceCode = (
  authority: Kysely<Database>,
  deviceCodeHash: Buffer,
): Promise<DeviceCode | undefined> =>
  authority
    .selectFrom('device_codes')
    .selectAll()
    .where('device_code_hash', '=', deviceCodeHash)
    .executeTakeFirst();

export const findDeviceCodeByUserCode = (
  authority: Kysely<Database>,
  userCode: string,
): Promise<DeviceCode | undefined> =>
  authority.selectFrom('device_codes').selectAll().where('user_code', '=', userCode).executeTakeFirst();

/** Answers a device's request; `false` when it was answered before. */
export const answerDeviceCode = async (
  authority: Kysely<Database>,
  userCode: string,
  approval: object | undefined,
): Promise<boolean> => {
  const { numUpdatedRows } = await authority
    .updateTable('device_codes')
    .set(approval ? { state: 'approved', approval: JSON.stringify(approval) } : { state: 'declined' })
    .where('user_code', '=', userCode)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Marks an approved code as redeemed; `false` when another poll was first. */
export const redeemDeviceCode = async (
  authority: Kysely<Database>,
  deviceCodeHash: Buffer,
): Promise<boolean> => {
  const { numUpdatedRows } = await authority
    .updateTable('device_codes')
    .set({ state: 'redeemed' })
    .where('device_code_hash', '=', deviceCodeHash)
    .where('state', '=', 'approved')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};
