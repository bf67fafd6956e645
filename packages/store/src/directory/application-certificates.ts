import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { ApplicationCertificatesTable } from '../tables/client-credentials.ts';

export type ApplicationCertificate = Selectable<ApplicationCertificatesTable>;
export type NewCertificate = Omit<Insertable<ApplicationCertificatesTable>, 'tenant_id'>;

export const listCertificates = async (
  db: Kysely<Database>,
  applicationIds: readonly string[],
): Promise<ApplicationCertificate[]> =>
  applicationIds.length === 0
    ? []
    : db
        .selectFrom('application_certificates')
        .selectAll()
        .where('application_id', 'in', applicationIds)
        .orderBy('starts_at')
        .orderBy('key_id')
        .execute();

/** `false` when the application has a certificate with this key id. */
export const insertCertificate = async (
  db: Kysely<Database>,
  certificate: NewCertificate,
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('application_certificates')
    .values(certificate)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

/**
 * Makes `added` and those that `keptKeyIds` names the application's only certificates. To be called in a transaction, as it
 * takes two statements.
 */
export const replaceCertificates = async (
  db: Kysely<Database>,
  applicationId: string,
  keptKeyIds: readonly string[],
  added: readonly NewCertificate[],
): Promise<void> => {
  const others = db.deleteFrom('application_certificates').where('application_id', '=', applicationId);
  await (keptKeyIds.length === 0 ? others : others.where('key_id', 'not in', keptKeyIds)).execute();
  if (added.length > 0) await db.insertInto('application_certificates').values(added).execute();
};

/** `false` when the application has no such certificate. */
export const deleteCertificate = async (
  db: Kysely<Database>,
  applicationId: string,
  keyId: string,
): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('application_certificates')
    .where('application_id', '=', applicationId)
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};
