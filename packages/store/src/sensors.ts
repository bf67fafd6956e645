import type { DeviceId, TenantId } from '@vakt/contract/ids';
import type { Insertable, Kysely } from 'kysely';
import type { Database } from './database.ts';
import type { SensorsTable } from './tables/sensors.ts';

/** Whose credential a token is. */
export interface SensorIdentity {
  readonly tenantId: TenantId;
  readonly deviceId: DeviceId;
}

/** Keeps a key's SHA-256, so that devices that show the key become members of the tenant. */
export const insertEnrolmentKey = async (
  db: Kysely<Database>,
  key: { readonly keyHash: Buffer; readonly createdAt: Date; readonly expiresAt?: Date },
): Promise<void> => {
  await db
    .insertInto('enrolment_keys')
    .values({ key_hash: key.keyHash, created_at: key.createdAt, expires_at: key.expiresAt ?? null })
    .onConflict(conflict => conflict.column('key_hash').doNothing())
    .execute();
};

/** The tenant that an enrolment key belongs to, while it is valid; over `store.authority`. */
export const findTenantOfEnrolmentKey = async (
  authority: Kysely<Database>,
  keyHash: Buffer,
  now: Date,
): Promise<TenantId | undefined> => {
  const key = await authority
    .selectFrom('enrolment_keys')
    .select('tenant_id')
    .where('key_hash', '=', keyHash)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst();
  return key?.tenant_id as TenantId | undefined;
};

/** Whether a device has ever got a credential: only such a device can be told what to do. */
export const hasSensor = async (db: Kysely<Database>, deviceId: string): Promise<boolean> => {
  const sensor = await db
    .selectFrom('sensors')
    .select('device_id')
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return sensor !== undefined;
};

/** Gives a device its credential, in place of the one that it had. */
export const saveSensor = async (
  db: Kysely<Database>,
  sensor: Omit<Insertable<SensorsTable>, 'tenant_id'>,
): Promise<void> => {
  await db
    .insertInto('sensors')
    .values(sensor)
    .onConflict(conflict =>
      conflict.columns(['tenant_id', 'device_id']).doUpdateSet(row => ({
        token_hash: row.ref('excluded.token_hash'),
        device_name: row.ref('excluded.device_name'),
        os_platform: row.ref('excluded.os_platform'),
        enrolled_at: row.ref('excluded.enrolled_at'),
      })),
    )
    .execute();
};

/** The device that a token belongs to, by the token's SHA-256; over `store.authority`. */
export const findSensorByToken = async (
  authority: Kysely<Database>,
  tokenHash: Buffer,
): Promise<SensorIdentity | undefined> => {
  const sensor = await authority
    .selectFrom('sensors')
    .select(['tenant_id', 'device_id'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return sensor && { tenantId: sensor.tenant_id as TenantId, deviceId: sensor.device_id as DeviceId };
};
